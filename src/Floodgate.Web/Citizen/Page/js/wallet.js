// The wallet: the server's answer when it can be had, else the copy of the last one with the time it was true.
import { isPassing, serverNow } from './api.js';
import { callAsPerson, who } from './session.js';

const PAGES_MAX = 20;
const copyName = () => `fg.wallet.${who() ?? ''}`;

/** `{items, asOf (ms), live, answer?}`; items are never fewer because the network is away. */
export async function loadWallet() {
  const items = [];
  let path = '/api/v1/me/vouchers';
  let asOf = null;
  for (let page = 0; path && page < PAGES_MAX; page++) {
    const answer = await callAsPerson('GET', path);
    if (answer.kind !== 'ok') return { ...readCopy(), live: false, answer };
    items.push(...(answer.body?.items ?? []));
    asOf ??= answer.body?.asOf;
    path = nextPage(answer.body?.next);
  }
  const copy = { items, asOf: asOf ? Date.parse(asOf) : serverNow() };
  localStorage.setItem(copyName(), JSON.stringify(copy));
  keepOffline(items);
  return { ...copy, live: !asOf };
}

// A cursor, or an address of this server's own; anything else is not followed.
function nextPage(next) {
  if (typeof next !== 'string' || next === '') return null;
  return next.startsWith('/api/v1/me/vouchers') ? next : `/api/v1/me/vouchers?after=${encodeURIComponent(next)}`;
}

export function readCopy() {
  try {
    const copy = JSON.parse(localStorage.getItem(copyName()) ?? '');
    return { items: Array.isArray(copy.items) ? copy.items : [], asOf: copy.asOf ?? null };
  } catch {
    return { items: [], asOf: null };
  }
}

// Codes for a till without a network: signed by the server, kept here, renewed when half their time is gone and when
// the voucher is worth something else by now.
const OFFLINE_MAX = 20;
const OFFLINE_LEFT_MS = 3 * 3600_000;
const offlineName = (id) => `fg.offline.${who() ?? ''}.${id}`;

async function keepOffline(items) {
  for (const item of items.slice(0, OFFLINE_MAX)) {
    const name = offlineName(item.voucherId);
    if (!['held', 'partlyRedeemed'].includes(item.state)) localStorage.removeItem(name);
    else if (!isFresh(offlineCode(item.voucherId), item)) {
      const answer = await callAsPerson('GET', `/api/v1/me/vouchers/${encodeURIComponent(item.voucherId)}/offline`);
      const signedFor = item.remaining?.amount;
      if (answer.kind === 'ok') localStorage.setItem(name, JSON.stringify({ ...answer.body, signedFor }));
      if (isPassing(answer)) return;
    }
  }
}

const isFresh = (code, item) => Date.parse(code?.expiresAt) - serverNow() > OFFLINE_LEFT_MS
  && code.signedFor === item.remaining?.amount;

/** `{svg, payload, expiresAt}` while it is good; null when there is none. */
export function offlineCode(id) {
  const code = JSON.parse(localStorage.getItem(offlineName(id)) ?? 'null');
  return code && Date.parse(code.expiresAt) > serverNow() ? code : null;
}

export const loadQr = (id) => callAsPerson('GET', `/api/v1/me/vouchers/${encodeURIComponent(id)}/qr`);
