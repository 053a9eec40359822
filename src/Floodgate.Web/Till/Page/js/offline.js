// Taking vouchers without the server: a signed quota, a log whose entries are chained, and handing it in afterwards.
// Everything is one record in IndexedDB, on disk before the cashier is told 'taken'.
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
let working = Promise.resolve();

const empty = () => ({ keys: [], quota: null, previous: null, entries: [], news: [], seen: 0 });

/** One act after the other: the chain has one end. */
function alone(act) {
  const turn = working.then(act, act);
  working = turn.catch(() => null);
  return turn;
}

async function load() {
  record ??= (await kept('offline').catch(() => null)) ?? empty();
  return record;
}

async function save(next) {
  await keep('offline', next);
  record = next;
}

/**
 * Forgets quota and keys with the key they were given to, but for the quota's name: the next one takes its place, or it
 * would count against the store for days. Refused while something is still to be handed in.
 */
export const forget = () => alone(async () => {
  await load();
  if (record.entries.some((one) => !one.answer)) return false;
  const { quota } = record;
  const previous = quota ? { quotaId: quota.quotaId, terminal: quota.terminal } : record.previous ?? null;
  await save({ ...empty(), previous });
  return true;
});

/** `{count, amount, expiresAt}` of what may still be taken; null without a quota that runs. */
export function left() {
  const quota = record?.quota;
  if (!quota || now() > Date.parse(quota.expiresAt)) return null;
  const used = record.entries.reduce((sum, one) => sum + one.discount, 0);
  return {
    count: quota.count - record.entries.length, expiresAt: quota.expiresAt,
    amount: { ...quota.amount, amount: quota.amount.amount - used },
  };
}

export const waiting = () => record?.entries.filter((one) => !one.answer).length ?? 0;
export const news = () => record?.news ?? [];
export const dropNews = () => alone(async () => save({ ...await load(), news: [] }));

// Never earlier than what this till has seen: a clock set back does not make an old code good again.
const now = () => Math.max(Math.round(serverNow()), record?.seen ?? 0);

const hex = async (text) => Array.from(
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  (one) => one.toString(16).padStart(2, '0')).join('');

/** Takes a voucher by its offline code. `{kind: 'taken', body}` or `{kind: 'stopped', why}` with a word of texts.js. */
export const takeOffline = (payload, orderRef, amount) => alone(async () => {
  await load();
  const stopped = (why) => ({ kind: 'stopped', why });
  const voucher = await open(payload, record.keys);
  if (!record.quota) return stopped('noQuota');
  if (!voucher) return stopped('forged');
  if (Date.now() + SKEW_MS < record.seen || now() + SKEW_MS < voucher.issuedAt) return stopped('clockWrong');
  const at = now();
  if (at > voucher.expiresAt) return stopped('payloadExpired');
  if (at < voucher.validFrom || at >= voucher.validUntil) return stopped('voucherExpired');
  if (record.entries.some((one) => one.voucher === voucher.voucher)) return stopped('takenHere');
  if (amount.currency !== voucher.currency || voucher.currency !== record.quota.amount.currency) {
    return stopped('forged');
  }
  if (amount.amount < voucher.threshold) return stopped('belowThreshold');
  const discount = Math.min(voucher.remaining, amount.amount);
  const rest = left();
  if (!rest) return stopped('quotaOver');
  if (rest.count < 1 || discount > rest.amount.amount) return stopped('quotaSpent');
  const last = record.entries.at(-1);
  const entry = {
    entry: record.entries.length + 1, previous: last?.hash ?? await hex(record.quota.token), payload, orderRef,
    orderAmount: amount, at,
  };
  entry.hash = await hex(['fg-till-1', entry.previous, entry.entry, record.quota.quotaId, record.quota.terminal, at,
    amount.amount, amount.currency, orderRef, payload].join('\n'));
  await save({ ...record, seen: at,
    entries: [...record.entries, { ...entry, voucher: voucher.voucher, discount, answer: null }] });
  const money = (value) => ({ amount: value, currency: amount.currency });
  return { kind: 'taken', offline: true,
    body: { discount: money(discount), payable: money(amount.amount - discount) } };
});

/** With the server there: hands in, then sees to it that keys and quota are fresh for the next time it is not. */
export const prepare = (away) => alone(async () => {
  await load();
  if (away) return;
  await handIn();
  const old = record.keys.length === 0 || serverNow() - record.seen > KEYS_MS;
  const keys = old ? await callAsTill('GET', '/api/v1/till/keys') : { kind: 'fresh' };
  if (keys.kind === 'ok') await save({ ...record, keys: keys.body.keys, seen: Math.round(serverNow()) });
  const quota = record.quota;
  const fresh = quota && record.entries.length === 0
    && Date.parse(quota.expiresAt) - now() > RENEW_LEFT_MS;
  if (fresh || waiting() > 0) return;
  const before = quota ?? record.previous;
  const answer = await callAsTill('POST', '/api/v1/till/quota', {
    body: {
      terminal: before ? before.terminal : terminal(), currency: 'CNY',
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
    const part = record.entries.slice(first, first + ENTRIES_MAX);
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
