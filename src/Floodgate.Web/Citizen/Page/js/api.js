// Talks to the server. Every call ends in one of three answers, never in an exception:
//   {kind: 'ok', status, body, headers} | {kind: 'refused', status, problem, retryAfterMs} | {kind: 'unreachable'}
const TIMEOUT_MS = 8000;
const RETRY_AFTER_MS_MAX = 30000;

// The server's clock by its Date header: whole seconds, possibly a little old, so the true time is never before Date.
// The best of many samples is kept against the phone's monotonic clock; setting the phone's clock changes nothing.
let ahead = Number.NEGATIVE_INFINITY;

export function serverNow() {
  return Number.isFinite(ahead) ? performance.now() + ahead : Date.now();
}

function learnTime(headers) {
  const date = Date.parse(headers.get('Date') ?? '');
  if (!Number.isNaN(date)) ahead = Math.max(ahead, date - performance.now());
}

export async function call(method, path, { bearer, body, headers = {} } = {}) {
  const all = { Accept: 'application/json', ...headers };
  if (bearer) all.Authorization = `Bearer ${bearer}`;
  if (body !== undefined) all['Content-Type'] = 'application/json';
  let response;
  let content;
  try {
    response = await fetch(path, {
      method, headers: all, body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    content = await response.text();
  } catch {
    return { kind: 'unreachable' };
  }
  learnTime(response.headers);
  const json = parse(content);
  if (response.ok || response.status === 304) {
    return { kind: 'ok', status: response.status, body: json, headers: response.headers };
  }
  return {
    kind: 'refused', status: response.status, problem: json ?? {}, retryAfterMs: retryAfter(response.headers),
  };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function retryAfter(headers) {
  const seconds = Number.parseInt(headers.get('Retry-After') ?? '', 10);
  return Number.isNaN(seconds) ? null : Math.min(seconds * 1000, RETRY_AFTER_MS_MAX);
}

/** True for an answer after which asking again may help: nothing definite was said. */
export function isPassing(answer) {
  return answer.kind === 'unreachable'
    || (answer.kind === 'refused' && [408, 425, 429, 500, 502, 503, 504].includes(answer.status));
}

/** How long to wait before the attempt after `attempt`: the server's word if it gave one; never in step with others. */
export function pauseBefore(attempt, answer) {
  const base = answer.retryAfterMs ?? Math.min(500 * 2 ** attempt, 8000);
  return answer.retryAfterMs === undefined || answer.retryAfterMs === null
    ? base * (0.5 + Math.random() / 2)
    : base + Math.random() * 1000;
}

export const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
