// Taking vouchers without the server: a signed quota, a log whose entries are chained, and handing it in afterwards.
// Everything is one record in IndexedDB, on disk before the cashier is told 'taken'; all tabs of the device share it.
import { serverNow } from '/js/api.js';
import { keep, kept } from './keep.js';
import { open } from './payload.js';
import { callAsTill, terminal } from './session.js';

const SKEW_MS = 120_000;
const RENEW_LEFT_MS = 3 * 3600_000;
const KEYS_MS = 10 * 60_000;
const ENTRIES_MAX = 50;
const NEWS_MAX = 50;

let record = null;

const empty = () => ({ keys: [], quota: null, previous: null, entries: [], news: [], seen: 0 });

/** The record as it is now, for what is only shown. */
export async function read() {
  record = (await kept('offline')) ?? empty();
}

/** One act after the other, over all tabs, each on the record as the one before left it: the chain has one end. */
async function alone(act) {
  const turn = () => read().then(act);
  // Where there are no locks (no https) there is no crypto either, and nothing is taken.
  return navigator.locks ? navigator.locks.request('fg-till-offline', turn) : turn();
}

async function save(next) {
  await keep('offline', next);
  record = next;
}

/**
 * Forgets quota and keys with the key they were given to, but for the quota's name: the next one takes its place, or it
 * would count against the store for days. False, and nothing is forgotten, while something is still to be handed in.
 */
async function clear() {
  if (waiting() > 0) return false;
  const { quota } = record;
  const previous = quota ? { quotaId: quota.quotaId, terminal: quota.terminal } : record.previous ?? null;
  await save({ ...empty(), previous });
  return true;
}

export const forget = () => alone(clear);

/** Whether a key of this store may go on here: of another one only when nothing waits, and with nothing left of it. */
export const admit = (store) => alone(() => !record.quota || record.quota.store === store || clear());

/** Whose log it is. */
export const owner = () => record?.quota?.store ?? '';
export const currency = () => record?.quota?.amount.currency;

/** `{count, amount, expiresAt}` of what may still be taken; null without a quota that runs. */
export function left() {
  const quota = record?.quota;
  if (!quota || now() > Date.parse(quota.expiresAt)) return null;
  // As the server counts it: what each voucher could take off, whatever the order had left.
  const used = record.entries.reduce((sum, one) => sum + (one.worth ?? one.discount), 0);
  return {
    count: quota.count - record.entries.length, expiresAt: quota.expiresAt,
    amount: { ...quota.amount, amount: quota.amount.amount - used },
  };
}

export const waiting = () => record?.entries.filter((one) => !one.answer).length ?? 0;
export const news = () => record?.news ?? [];
export const dropNews = () => alone(() => save({ ...record, news: [] }));

// Never earlier than what this till has seen: a clock set back does not make an old code good again.
const now = () => Math.max(Math.round(serverNow()), record?.seen ?? 0);

const hex = async (text) => Array.from(
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  (one) => one.toString(16).padStart(2, '0')).join('');

/** Takes a voucher by its offline code. `{kind: 'taken', body}` or `{kind: 'stopped', why}` with a word of texts.js. */
export const takeOffline = (payload, orderRef, amount) => alone(async () => {
  const stopped = (why) => ({ kind: 'stopped', why });
  const voucher = await open(payload, record.keys);
  if (!record.quota) return stopped('noQuota');
  if (!voucher) return stopped('forged');
  if (Date.now() + SKEW_MS < record.seen || now() + SKEW_MS < voucher.issuedAt) return stopped('clockWrong');
  const at = now();
  if (at > voucher.expiresAt) return stopped('payloadExpired');
  if (at < voucher.validFrom || at >= voucher.validUntil) return stopped('voucherExpired');
  if (record.entries.some((one) => one.voucher === voucher.voucher)) return stopped('takenHere');
  if (record.takes && !record.takes.includes(voucher.batch)) return stopped('wrongStore');
  if (amount.currency !== voucher.currency || voucher.currency !== currency()) return stopped('otherCurrency');
  if (amount.amount < voucher.threshold) return stopped('belowThreshold');
  const together = record.entries.filter((one) => one.orderRef === orderRef).length;
  if (together >= (record.vouchersPerOrder?.[voucher.batch.split('/')[0]] ?? 1)) return stopped('orderFull');
  const payable = record.entries.reduce((sum, one) => sum - (one.orderRef === orderRef ? one.discount : 0),
    amount.amount);
  if (payable < 1) return stopped('orderPaid');
  const worth = Math.min(voucher.remaining, amount.amount);
  const discount = Math.min(worth, payable);
  const rest = left();
  if (!rest) return stopped('quotaOver');
  if (rest.count < 1 || worth > rest.amount.amount) return stopped('quotaSpent');
  const last = record.entries.at(-1);
  const entry = {
    entry: record.entries.length + 1, previous: last?.hash ?? await hex(record.quota.token), payload, orderRef,
    orderAmount: amount, at,
  };
  entry.hash = await hex(['fg-till-1', entry.previous, entry.entry, record.quota.quotaId, record.quota.terminal, at,
    amount.amount, amount.currency, orderRef, payload].join('\n'));
  await save({ ...record, seen: at,
    entries: [...record.entries, { ...entry, voucher: voucher.voucher, worth, discount, answer: null }] });
  const money = (value) => ({ amount: value, currency: amount.currency });
  return { kind: 'taken', offline: true, body: { discount: money(discount), payable: money(payable - discount) } };
});

/** With the server there: hands in, and sees to it that keys and quota are fresh for the next time it is not. */
export const prepare = (money) => alone(async () => {
  const old = record.keys.length === 0 || serverNow() - record.seen > KEYS_MS;
  const keys = old ? await callAsTill('GET', '/api/v1/till/keys') : { kind: 'fresh' };
  if (keys.kind === 'ok') await save({ ...record, takes: null, ...keys.body, seen: Math.round(serverNow()) });
  await handIn();
  const quota = record.quota;
  const fresh = quota && record.entries.length === 0 && currency() === money
    && Date.parse(quota.expiresAt) - now() > RENEW_LEFT_MS;
  if (fresh || waiting() > 0) return;
  const before = quota ?? record.previous;
  const answer = await callAsTill('POST', '/api/v1/till/quota', {
    body: {
      terminal: before ? before.terminal : terminal(), currency: money,
      ...(before ? { previous: before.quotaId } : {}),
    },
  });
  if (answer.kind === 'ok') await save({ ...record, quota: answer.body, previous: null, entries: [] });
});

// A quota that ended and that the server takes nothing of any more: the till must not wait for it for ever.
const tooLate = (answer) => answer.kind === 'refused' && answer.problem.code === 'quota-invalid'
  && now() > Date.parse(record.quota.expiresAt);

const refused = (one, problem) => ({
  entry: one.entry, state: 'refused', repeated: false, discount: { ...one.orderAmount, amount: 0 }, code: problem.code,
  reason: { zh: problem.messages?.zh?.happened ?? problem.title, en: problem.messages?.en?.happened ?? problem.title },
  liable: 'merchant',
});

async function handIn() {
  while (waiting() > 0) {
    const first = record.entries.findIndex((one) => !one.answer);
    const part = record.entries.slice(first, first + (record.entriesMax ?? ENTRIES_MAX));
    const answer = await callAsTill('POST', '/api/v1/till/sync', {
      body: {
        quota: record.quota.token,
        entries: part.map(({ entry, previous, payload, orderRef, orderAmount, at, hash }) =>
          ({ entry, previous, payload, orderRef, orderAmount, at, hash })),
      },
    });
    const known = answer.kind === 'ok' ? answer.body.entries.filter((one) => one.state !== 'unknown')
      : tooLate(answer) ? part.map((one) => refused(one, answer.problem)) : [];
    if (known.length === 0) return;
    const entries = record.entries.map((one) => (
      { ...one, answer: one.answer ?? known.find((item) => item.entry === one.entry) ?? null }));
    const told = known.map((one) => ({ ...one, orderRef: record.entries[one.entry - 1].orderRef }));
    await save({ ...record, entries, news: [...told, ...record.news].slice(0, NEWS_MAX) });
  }
}
