// What a citizen's phone shows without a connection: read, and checked against the node's keys. Nothing is believed
// before its signature is good.
const PREFIX = 'FG2.';
const FIXED = 62;
const SIGNATURE = 64;
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const isOffline = (text) => text.startsWith(PREFIX);

function bytesOf(base64url) {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  // One text a payload: bits that nothing reads are none of it.
  if (btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') !== base64url.replaceAll('=', '')) {
    throw new TypeError('not the text it would be written as');
  }
  return Uint8Array.from(text, (one) => one.charCodeAt(0));
}

export function voucherOf(text) {
  let id = new DataView(bytesOf(text.slice(PREFIX.length)).buffer).getBigUint64(2);
  let out = '';
  for (let i = 0; i < 13; i++, id >>= 5n) out = DIGITS[Number(id & 31n)] + out;
  return out;
}

/** The voucher a payload speaks of; null when none of the keys has signed it. */
export async function open(payload, keys) {
  try {
    const bytes = bytesOf(payload.slice(PREFIX.length));
    const key = keys.find((one) => one.id === bytes[1]);
    const content = bytes.subarray(0, bytes.length - SIGNATURE);
    if (bytes[0] !== 1 || !key || !await verify(bytesOf(key.key), bytes.subarray(content.length), content)) return null;
    const view = new DataView(bytes.buffer);
    const number = (place) => Number(view.getBigInt64(place));
    const text = (from, length) => new TextDecoder().decode(bytes.subarray(from, from + length));
    const batch = FIXED + 1 + bytes[FIXED];
    return {
      voucher: voucherOf(payload), remaining: number(19), threshold: number(27), validFrom: view.getUint32(35) * 1000,
      validUntil: view.getUint32(39) * 1000, issuedAt: view.getUint32(43) * 1000,
      expiresAt: view.getUint32(47) * 1000, currency: text(59, 3),
      batch: `${text(FIXED + 1, bytes[FIXED])}/${text(batch + 1, bytes[batch])}`,
    };
  } catch {
    return null;
  }
}

async function verify(key, signature, content) {
  let own = null;
  try {
    own = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
  } catch {
    // A browser from before Ed25519: the small implementation beside this page.
    const { verifyAsync } = await import('/till/vendor/ed25519.js');
    return verifyAsync(signature, content, key);
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, own, signature, content);
}
