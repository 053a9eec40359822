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

export async function signIn(text, remember) {
  const answer = await call('GET', '/api/v1/till/redemptions?limit=1', { bearer: text });
  if (answer.kind !== 'ok') return answer;
  sessionStorage.setItem(KEY, text);
  if (remember) await keep('key', text);
  return answer;
}

export async function signOut() {
  sessionStorage.removeItem(KEY);
  await drop('key').catch(() => null);
}

export const callAsTill = (method, path, options = {}) => call(method, path, { ...options, bearer: key() });

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
