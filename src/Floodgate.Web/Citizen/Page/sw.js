// Keeps the page itself, so that the wallet opens without a network. It never touches the interface: what a person is
// told about a claim comes from the server or not at all. The wallet's copy is kept by the page, with its time.
const NAME = 'floodgate-pages-1';
const PAGE = '/';
const FILES = [PAGE, '/style.css', '/icon.svg', '/waves.svg', '/manifest.webmanifest',
  ...['app', 'api', 'banner', 'claim', 'dom', 'messages', 'session', 'texts', 'wallet', 'words',
    'view-batch', 'view-campaign', 'view-detail', 'view-wallet']
    .map((name) => `/js/${name}.js`)];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    // The till's page keeps a cache of its own.
    .then((names) => Promise.all(names.filter((name) => name.startsWith('floodgate-pages-') && name !== NAME)
      .map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

// The network first, so that a corrected page reaches everybody at once; the copy when it does not answer in time.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  const isPage = event.request.mode === 'navigate' && (url.pathname === PAGE || url.pathname.startsWith('/c/'));
  const path = isPage ? PAGE : url.pathname;
  if (FILES.includes(path)) event.respondWith(fromNetworkOrCopy(event.request, path));
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
