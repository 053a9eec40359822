// The wallet: the server's answer when it can be had, else the copy of the last one with the time it was true.
import { serverNow } from './api.js';
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

export const loadQr = (id) => callAsPerson('GET', `/api/v1/me/vouchers/${encodeURIComponent(id)}/qr`);
