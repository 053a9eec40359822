// One voucher for one order. A request without an answer is never 'failed': the order is asked for until it is known.
import { isPassing, pauseBefore, wait } from '/js/api.js';
import { isOffline, voucherOf as voucherOfOffline } from './payload.js';
import { callAsTill, isAway, random, terminal } from './session.js';

const ASKS_MAX = 5;

/** A try keeps its key: taken again it is the same one. */
export const newTry = (code, orderRef, amount) => ({ code, orderRef, amount, key: random(12) });

/** `{kind: 'taken'|'refused'|'none'|'unknown', away, …}`; `away`: the server cannot redeem just now. */
export async function redeem(one, onWaiting) {
  const isQr = /^FG[12]\./.test(one.code);
  const answer = await callAsTill('POST', '/api/v1/redemptions', {
    headers: { 'Idempotency-Key': one.key },
    body: { [isQr ? 'qr' : 'code']: one.code, orderRef: one.orderRef, orderAmount: one.amount, terminal: terminal() },
  });
  if (answer.kind === 'ok') return { kind: 'taken', again: answer.status === 200, body: answer.body, away: false };
  const away = isAway(answer);
  if (answer.kind === 'refused' && (!isPassing(answer) || answer.problem?.outcome === 'none')) {
    return { kind: 'refused', problem: answer.problem, away };
  }
  onWaiting();
  return { ...await settle(one), away };
}

/** Asks by the order's number until the book has said what became of it. */
export async function settle(one) {
  for (let attempt = 1; attempt <= ASKS_MAX; attempt++) {
    const path = `/api/v1/redemptions/by-order/${encodeURIComponent(one.orderRef)}`;
    const answer = await callAsTill('GET', path);
    if (answer.kind === 'ok' && answer.body?.state !== 'unknown') {
      const its = (answer.body?.redemptions ?? []).filter((item) => item.voucherId === voucherOf(one));
      const found = its.find((item) => !item.undone);
      // Given back meanwhile: taken again it is a new try, which must not be answered with the old receipt.
      if (!found && its.length > 0) one.key = random(12);
      if (found) return { kind: 'taken', again: true, body: found };
      // Until every book has answered, what is not found may still be there.
      if (answer.body?.complete !== false) return { kind: 'none' };
    }
    if (answer.kind === 'refused' && !isPassing(answer)) return { kind: 'unknown' };
    if (attempt < ASKS_MAX) await wait(pauseBefore(attempt, answer));
  }
  return { kind: 'unknown' };
}

// A code begins with the voucher's id, a moving code has it as its second part.
function voucherOf(one) {
  if (isOffline(one.code)) return voucherOfOffline(one.code);
  const text = one.code.startsWith('FG') && one.code.includes('.') ? one.code.split('.')[1] : one.code;
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0').slice(0, 13);
}
