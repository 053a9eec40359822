// The store's key and this till's name. The key stands in the tab only, or on the device if the cashier says so; never
// in an address.
import { call } from '/js/api.js';
import { drop, keep, kept } from './keep.js';

const KEY = 'fg.till.key';
const TERMINAL = 'fg.till.terminal';

export const key = () => sessionStorage.getItem(KEY);

/** Puts a remembered key into the tab; false: the cashier has to sign in. */
export async function resume() {
  if (key()) return true;
  const remembered = await kept('key').catch(() => null);
  if (remembered) sessionStorage.setItem(KEY, remembered);
  return Boolean(remembered);
}

/** What the server says to a key: `ok` with the store it is of. */
export const tryKey = async (text) => own(await call('GET', '/api/v1/till/redemptions?limit=1', { bearer: text }));

export async function signIn(text, remember) {
  sessionStorage.setItem(KEY, text);
  await (remember ? keep('key', text) : drop('key')).catch(() => null);
}

export async function signOut() {
  sessionStorage.removeItem(KEY);
  await drop('key').catch(() => null);
}

export const callAsTill = async (method, path, options = {}) =>
  own(await call(method, path, { ...options, bearer: key() }));

// What is not the server's own word, such as the page of a proxy or of a network that wants a sign-in, is no answer.
const own = (answer) => (answer.body ?? answer.problem?.code ? answer : { kind: 'unreachable' });

/** Nobody is there who redeems: no answer, or the server's that it cannot now. */
export const isAway = (answer) => answer.kind === 'unreachable' || (answer.kind === 'refused'
  && ([502, 504].includes(answer.status) || answer.problem.code === 'till-unavailable'));

export function terminal() {
  let name = localStorage.getItem(TERMINAL);
  if (!name) localStorage.setItem(TERMINAL, name = `T-${random(2)}`);
  return name;
}

export const nameTerminal = (name) => localStorage.setItem(TERMINAL, name.slice(0, 32));

export function random(bytes) {
  const numbers = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(numbers, (one) => one.toString(16).padStart(2, '0')).join('').toUpperCase();
}
