// The till's page: sign in, take vouchers, see the day. It opens without a network too.
import { make, show, write } from '/js/dom.js';
import { lang, switchLanguage } from '/js/texts.js';
import { count, money, said, time } from '/js/words.js';
import * as offline from './offline.js';
import { resume, signOut, terminal } from './session.js';
import { signInView } from './view-sign-in.js';
import { takeView } from './view-take.js';
import { todayView } from './view-today.js';
import { t } from './texts.js';

const POLL_MS = 20000;
const part = (id) => document.getElementById(id);
let take = null;
let today = null;
let timer = null;
let away = false;

function words() {
  document.documentElement.lang = lang() === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll('[data-t]')) write(element, t(element.dataset.t));
  const other = part('language');
  write(other, t('otherLanguage'));
  other.lang = lang() === 'zh' ? 'en' : 'zh-CN';
  document.title = `${t('brand')} · Floodgate`;
}

function render() {
  words();
  if (take) {
    take.render();
    today.render();
    head();
    banner();
    news();
  } else signInView(part('sign-in'), work);
}

function head() {
  write(part('where'), `${today.store()} · ${terminal()}`);
  part('leave').replaceChildren(make('button', { type: 'button', class: 'quiet', onclick: leave }, t('signOut')));
}

function banner() {
  const place = part('offline');
  show(place, away);
  const left = offline.left();
  const waiting = offline.waiting();
  if (!away) return;
  place.replaceChildren(make('strong', {}, t(left ? 'awayQuota' : 'away')), make('span', {}, left
    ? t('quotaLeft', { count: count(left.count), amount: money(left.amount), time: time(left.expiresAt) })
    : t('awayNext')), waiting > 0 ? make('span', {}, t('waitingCount', { count: count(waiting) })) : '');
}

// What became of what was taken offline, until the cashier has seen it.
function news() {
  const items = offline.news();
  const place = part('news');
  show(place, items.length > 0);
  if (items.length === 0) return;
  const taken = items.filter((one) => one.state === 'taken').length;
  const line = (one) => (one.state === 'conflict'
    ? t('newsConflict', { order: one.orderRef, amount: money(one.discount), liable: t(one.liable) })
    : t('newsRefused', { order: one.orderRef, reason: said(one.reason) }));
  place.replaceChildren(make('h2', {}, t('newsTitle')),
    make('ul', {}, taken > 0 ? make('li', {}, t('newsTaken', { count: count(taken) })) : '',
      ...items.filter((one) => one.state !== 'taken').map((one) => make('li', { class: 'fault' }, line(one)))),
    make('button', { type: 'button', class: 'button second',
      onclick: async () => { await offline.dropNews(); news(); } }, t('newsSeen')));
}

async function look() {
  clearTimeout(timer);
  const answer = await today.load();
  away = answer.kind === 'unreachable';
  // Also when nothing can be asked: the record must be in memory before the banner speaks of it.
  await offline.prepare(away).catch(() => null);
  banner();
  news();
  if (answer.kind === 'refused' && [401, 403].includes(answer.status)) {
    await leave(t('keyRefused'));
    return;
  }
  head();
  timer = setTimeout(look, POLL_MS);
}

function work() {
  show(part('sign-in'), false);
  show(part('work'), true);
  today = todayView(part('today'), part('confirm'), { said: (result) => take.present(result) });
  take = takeView(part('take'), part('scanner'), {
    currency: () => today.currency(),
    taken: (body, one) => { today.add(body, one); look(); },
    away: () => away,
  });
  look();
  take.focus();
}

async function leave(sentence = '') {
  if (!await offline.forget()) {
    take.present({ kind: 'stopped', why: 'signOutWaiting' });
    return;
  }
  clearTimeout(timer);
  await signOut();
  take = today = null;
  part('where').replaceChildren();
  part('leave').replaceChildren();
  show(part('work'), false);
  show(part('offline'), false);
  show(part('news'), false);
  show(part('sign-in'), true);
  signInView(part('sign-in'), work, typeof sentence === 'string' ? sentence : '');
}

part('language').addEventListener('click', () => { switchLanguage(); render(); });
addEventListener('online', () => { if (today) look(); });
addEventListener('offline', () => { if (today) look(); });
words();
if (await resume()) work();
else {
  show(part('sign-in'), true);
  signInView(part('sign-in'), work);
}
navigator.serviceWorker?.register('/till-sw.js', { scope: '/till' }).catch(() => null);
