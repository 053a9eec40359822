// Keeps the till's page, so that it opens without a network. It never touches the interface.
const NAME = 'floodgate-till-2';
const PAGE = '/till';
const FILES = [PAGE, '/style.css', '/icon.svg', '/till/style.css', '/till/vendor/qr.js', '/till/vendor/ed25519.js',
  ...['api', 'dom', 'texts', 'words'].map((name) => `/js/${name}.js`),
  ...['answer', 'app', 'keep', 'offline', 'payload', 'redeem', 'scan', 'session', 'sound', 'texts', 'view-sign-in',
     'view-take',
    'view-today'].map((name) => `/till/js/${name}.js`)];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith('floodgate-till-') && name !== NAME)
      .map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

// The network first, so that a corrected page reaches every till; the copy when it does not answer in time.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (FILES.includes(url.pathname)) event.respondWith(fromNetworkOrCopy(event.request, url.pathname));
});

async function fromNetworkOrCopy(request, path) {
  const cache = await caches.open(NAME);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(4000) });
    if (answer.ok) {
      await cache.put(path, answer.clone());
      return answer;
    }
    return (await cache.match(path)) ?? answer;
  } catch (error) {
    const copy = await cache.match(path);
    if (copy) return copy;
    throw error;
  }
}
