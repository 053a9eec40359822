// The claim. What keeps it from doubling: the key is made and stored before anything is sent, and the same key is sent
// again - after a lost answer, a reload, in a second tab - until the server has given a definite answer to it.
import { call, isPassing, pauseBefore, serverNow, wait } from './api.js';
import { callAsPerson, randomText, who } from './session.js';

const ATTEMPTS_MAX = 6;
const PASS_RENEWALS_MAX = 2;
const LINE_MS_MAX = 2 * 60 * 60 * 1000;
const OPENS_SOON_MS = 4000;

const passes = new Map();
const running = new Map();

const keyName = (campaign, batch) => `fg.key.${who() ?? ''}.${campaign}.${batch}`;

function keyFor(campaign, batch) {
  const name = keyName(campaign, batch);
  const known = localStorage.getItem(name);
  if (known) return known;
  const key = randomText(16);
  localStorage.setItem(name, key);
  return key;
}

/** True when a claim was sent from this device and no definite answer has come back yet. */
export const isUnconfirmed = (campaign, batch) => localStorage.getItem(keyName(campaign, batch)) !== null;

/**
 * Claims, once however often it is called. Ends in `{kind: 'claimed', voucher}`, `{kind: 'refused', problem}`,
 * `{kind: 'unconfirmed', answer}` (ask again with the same key) or `{kind: 'signIn'}`.
 * `tell({step: 'sending' | 'waiting' | 'again', ...})` is called as it goes.
 */
export function claim(campaign, batch, tell) {
  const name = `${campaign}/${batch}`;
  if (!running.has(name)) {
    running.set(name, attemptAll(campaign, batch, tell).finally(() => running.delete(name)));
  }
  return running.get(name);
}

async function attemptAll(campaign, batch, tell) {
  let answer = { kind: 'unreachable' };
  let renewals = 0;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    tell({ step: attempt === 1 ? 'sending' : 'again', attempt });
    const pass = await passFor(campaign, tell);
    if (pass.kind !== 'ok') {
      if (!isPassing(pass)) return pass.kind === 'signIn' ? pass : { kind: 'refused', problem: pass.problem };
      answer = pass;
    } else {
      answer = await send(campaign, batch, pass.pass);
      const end = endOf(answer, campaign, batch);
      if (end) return end;
      if (isPassRefused(answer)) {
        passes.delete(campaign);
        if (++renewals > PASS_RENEWALS_MAX) return { kind: 'refused', problem: answer.problem };
        continue;
      }
    }
    if (attempt < ATTEMPTS_MAX) await wait(opensSoon(answer) ?? pauseBefore(attempt, answer));
  }
  return { kind: 'unconfirmed', answer };
}

function send(campaign, batch, pass) {
  const path = `/api/v1/campaigns/${encodeURIComponent(campaign)}/batches/${encodeURIComponent(batch)}/claims`;
  return call('POST', path, { bearer: pass, body: {}, headers: { 'Idempotency-Key': keyFor(campaign, batch) } });
}

/** A definite answer ends the key's life; anything else keeps it. */
function endOf(answer, campaign, batch) {
  if (answer.kind === 'ok') {
    localStorage.removeItem(keyName(campaign, batch));
    return { kind: 'claimed', voucher: answer.body };
  }
  if (isPassing(answer) || answer.status === 401 || opensSoon(answer) !== null) return null;
  localStorage.removeItem(keyName(campaign, batch));
  return { kind: 'refused', problem: answer.problem };
}

const isPassRefused = (answer) => answer.kind === 'refused' && answer.status === 401;

/** Clicked a moment too early by the server's clock: how long to wait for the opening, else null. */
function opensSoon(answer) {
  if (answer.kind !== 'refused' || answer.problem.code !== 'not-open') return null;
  const left = Date.parse(answer.problem.opensAt ?? '') - serverNow();
  return left < OPENS_SOON_MS ? Math.max(left, 0) + 200 + Math.random() * 600 : null;
}

async function passFor(campaign, tell) {
  const known = passes.get(campaign);
  if (known) return { kind: 'ok', pass: known };
  let answer = await callAsPerson('POST', `/api/v1/campaigns/${encodeURIComponent(campaign)}/tickets`, { body: {} });
  const ends = performance.now() + LINE_MS_MAX;
  let misses = 0;
  while (performance.now() < ends) {
    if (answer.kind === 'ok' && answer.body.pass) {
      passes.set(campaign, answer.body.pass);
      return { kind: 'ok', pass: answer.body.pass };
    }
    if (answer.kind !== 'ok') return answer;
    const place = answer.body;
    tell({ step: 'waiting', ahead: place.ahead, seconds: place.estimatedWaitSeconds });
    const next = await askPlace(place.ticket, answer);
    misses = next.kind === 'ok' ? 0 : misses + 1;
    // A place is kept by the server: a lost poll loses nothing, so the line is left only after several in a row.
    if (next.kind === 'ok' || !isPassing(next) || misses >= ATTEMPTS_MAX) answer = next;
  }
  return { kind: 'unreachable' };
}

async function askPlace(ticket, answer) {
  const seconds = Number.parseInt(answer.headers.get('Retry-After') ?? '', 10);
  await wait((Number.isNaN(seconds) ? 2 : Math.min(Math.max(seconds, 1), 30)) * 1000 + Math.random() * 500);
  const next = await call('GET', '/api/v1/tickets/current', { bearer: ticket });
  if (next.kind === 'ok') next.body.ticket ??= ticket;
  return next;
}
