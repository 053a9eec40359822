// Who is here. The organiser's app opens this page with #token=<JWT>; with the demo issuer the page makes up a citizen.
import { call } from './api.js';

const TOKEN = 'fg.token';
const WHO = 'fg.who';
const DEMO = 'fg.demo';

export function takeTokenFromFragment() {
  const match = /^#token=([A-Za-z0-9._-]+)$/.exec(location.hash);
  if (!match) return;
  remember(match[1]);
  localStorage.removeItem(DEMO);
  history.replaceState(null, '', location.pathname + location.search);
}

function remember(token) {
  sessionStorage.setItem(TOKEN, token);
  localStorage.setItem(WHO, subject(token));
}

// Only names the drawer this phone keeps the person's things in; whether the token is true is the server's business.
function subject(token) {
  try {
    const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), (character) => character.codePointAt(0));
    return String(JSON.parse(new TextDecoder().decode(bytes)).sub ?? 'unknown');
  } catch {
    return 'unknown';
  }
}

export const who = () => localStorage.getItem(WHO);
export const demoCitizen = () => localStorage.getItem(DEMO);

/** `{kind: 'ok', token}`, `{kind: 'signIn'}` when only the organiser can sign this person in, or a call's answer. */
export async function token() {
  const known = sessionStorage.getItem(TOKEN);
  if (known) return { kind: 'ok', token: known };
  if (who() && !demoCitizen()) return { kind: 'signIn' };
  const citizen = demoCitizen() ?? `demo-${randomText(4)}`;
  const answer = await call('POST', '/demo/token', { body: { citizen } });
  if (answer.kind === 'ok') {
    localStorage.setItem(DEMO, citizen);
    remember(answer.body.token);
    return { kind: 'ok', token: answer.body.token };
  }
  return answer.kind === 'refused' && [404, 405].includes(answer.status) ? { kind: 'signIn' } : answer;
}

/** The token was refused: the next call of token() gets a new one, or asks the person to sign in. */
export const dropToken = () => sessionStorage.removeItem(TOKEN);

/** A call with the person's token, once more with a new one if the first was refused as old. */
export async function callAsPerson(method, path, options = {}) {
  for (let attempt = 0; ; attempt++) {
    const signed = await token();
    if (signed.kind !== 'ok') return signed;
    const answer = await call(method, path, { ...options, bearer: signed.token });
    if (answer.kind !== 'refused' || answer.status !== 401) return answer;
    dropToken();
    if (attempt > 0) return answer;
  }
}

export function randomText(bytes) {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Forgets everything this page keeps on the device; vouchers are not kept here, only a copy for looking at. */
export function forgetDevice() {
  for (const store of [localStorage, sessionStorage]) {
    for (const name of Object.keys(store)) {
      if (name.startsWith('fg.') && name !== 'fg.lang') store.removeItem(name);
    }
  }
}
