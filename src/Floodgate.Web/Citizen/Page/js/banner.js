// What the public is told, above every view. Its own small public answer, asked once in less than a second while the
// page is looked at: nearly always a 304 without a body, the same for everybody, so that a cache in front carries the
// crowd.
import { call, isPassing } from './api.js';
import { announce, make } from './dom.js';
import { lang, t } from './texts.js';
import { said, time } from './words.js';

const POLL_MS = 800;
const POLL_MS_MAX = 16000;

export function banners(root, campaignId, zone) {
  const heard = new Set();
  let shown = [];
  let etag = null;
  let misses = 0;
  let timer = null;
  let first = true;

  async function poll() {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') return;
    const answer = await call('GET', '/api/v1/status/banners', { headers: etag ? { 'If-None-Match': etag } : {} });
    if (answer.kind === 'ok' && answer.status !== 304 && Array.isArray(answer.body?.banners)) {
      etag = answer.headers.get('ETag');
      shown = answer.body.banners.filter(concerns);
      render();
      tell();
    }
    if (answer.kind === 'ok') first = false;
    misses = isPassing(answer) ? misses + 1 : 0;
    clearTimeout(timer);
    timer = setTimeout(poll, Math.min(POLL_MS * 2 ** misses, POLL_MS_MAX) * (0.9 + Math.random() * 0.2));
  }

  const concerns = (one) => !one.campaigns?.length || one.campaigns.includes(campaignId);

  function render() {
    root.hidden = shown.length === 0;
    root.replaceChildren(...shown.map((one) => make('section', {
      class: 'banner', 'data-status': one.status, 'aria-label': t(one.status),
    },
    make('p', {}, make('strong', {}, said(one.title)), ' ', said(one.short)),
    make('p', { class: 'small' },
      [t(one.status), one.returnsAt && one.status !== 'resolved'
        ? t('bannerReturns', { time: time(one.returnsAt, { zone: zone() }) }) : ''].filter(Boolean).join(' · '), ' ',
      make('a', { href: '/status' }, t('statusPage'))))));
  }

  // Each word once: not again with a poll, a reload of the list or a change of the language.
  function tell() {
    const news = shown.filter((one) => !heard.has(`${one.id} ${one.status} ${one.at}`));
    for (const one of news) heard.add(`${one.id} ${one.status} ${one.at}`);
    if (news.length === 0) return;
    const words = news.map((one) => `${said(one.title)} ${said(one.short)}`).join(lang() === 'zh' ? '；' : '. ');
    // A live region that is filled while the page is still being read in is not heard.
    if (first) setTimeout(() => announce(words), 1000);
    else announce(words);
  }

  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') poll(); });
  poll();
  return { render };
}
