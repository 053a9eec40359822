// The till's page: sign in, take vouchers, see the day. It opens without a network too.
import { make, show, write } from '/js/dom.js';
import { lang, switchLanguage } from '/js/texts.js';
import { count, money, said, time } from '/js/words.js';
import * as offline from './offline.js';
import { isAway, resume, signOut, terminal } from './session.js';
import { signInView } from './view-sign-in.js';
import { takeView } from './view-take.js';
import { todayView } from './view-today.js';
import { t } from './texts.js';

const POLL_MS = 20000;
const part = (id) => document.getElementById(id);
let take = null;
let today = null;
let timer = null;
let looks = 0;
let away = false; // nobody answers
let down = false; // somebody answers, and cannot redeem
let refusal = null; // what was answered to a key that is not good any more: the form stands over all that is kept

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
  }
  if (!take || refusal) signInView(part('sign-in'), work, refusal);
}

function head() {
  write(part('where'), `${today.store()} · ${terminal()}`);
  part('leave').replaceChildren(refusal ? ''
    : make('button', { type: 'button', class: 'quiet', onclick: leave }, t('signOut')));
}

function banner() {
  const place = part('offline');
  const left = offline.left();
  const waiting = offline.waiting();
  show(place, !refusal && (away || down));
  place.replaceChildren(make('strong', {}, t(down && !away ? 'down' : left ? 'awayQuota' : 'away')),
    left ? make('span', {}, t('quotaLeft', { count: count(left.count), amount: money(left.amount),
      time: time(left.expiresAt) })) : make('span', {}, t('awayNext')),
    waiting > 0 ? make('span', {}, t('waitingCount', { count: count(waiting) })) : '');
}

// What became of what was taken offline, until the cashier has seen it.
function news() {
  const items = offline.news();
  const place = part('news');
  show(place, items.length > 0);
  if (items.length === 0) return;
  const taken = items.filter((one) => one.state === 'taken').length;
  const told = items.filter((one) => one.state !== 'taken' || one.shortfall?.amount > 0);
  const liable = (one) => t(one.liable ?? 'merchant');
  const line = (one) => (one.state === 'taken'
    ? t('newsShort', { order: one.orderRef, amount: money(one.shortfall), liable: liable(one) })
    : one.state === 'conflict'
      ? t('newsConflict', { order: one.orderRef, amount: money(one.discount), liable: liable(one) })
      : t('newsRefused', { order: one.orderRef, reason: said(one.reason) }));
  place.replaceChildren(make('h2', {}, t('newsTitle')),
    make('ul', {}, taken > 0 ? make('li', {}, t('newsTaken', { count: count(taken) })) : '',
      ...told.map((one) => make('li', { class: 'fault' }, line(one)))),
    make('button', { type: 'button', class: 'button second',
      onclick: async () => { await offline.dropNews(); news(); } }, t('newsSeen')));
}

async function look() {
  clearTimeout(timer);
  const [view, turn] = [today, ++looks];
  const answer = await view.load();
  // Only the newest: an answer that was under way when the network went says nothing of now.
  if (view !== today || turn !== looks) return;
  away = isAway(answer);
  const waiting = offline.waiting();
  // Also when nothing can be asked: the record must be in memory before the banner speaks of it.
  await (answer.kind === 'ok' ? offline.prepare(view.currency()) : offline.read()).catch(() => null);
  if (view !== today) return;
  // What was handed in has been redeemed: so can the next.
  if (offline.waiting() < waiting) down = false;
  if (answer.kind === 'refused' && [401, 403].includes(answer.status)) ask(answer);
  else if (answer.kind === 'ok' && refusal) open();
  banner();
  news();
  head();
  clearTimeout(timer);
  timer = setTimeout(look, POLL_MS);
}

// The key is not good any more. What is kept stays, another key of the store goes on with it, and so does this one
// should it be good again.
function ask(answer) {
  if (refusal) return;
  refusal = answer;
  show(part('work'), false);
  show(part('sign-in'), true);
  signInView(part('sign-in'), work, refusal);
}

function open() {
  refusal = null;
  show(part('sign-in'), false);
  show(part('work'), true);
}

function work() {
  open();
  today = todayView(part('today'), part('confirm'), { said: (result) => take.present(result) });
  take = takeView(part('take'), part('scanner'), {
    currency: () => today.currency(),
    taken: (body, one) => { today.add(body, one); look(); },
    away: () => away,
    down: () => down,
    met: (isDown) => { down = isDown; banner(); },
  });
  look();
  take.focus();
}

async function leave() {
  if (!await offline.forget().catch(() => true)) {
    take.present({ kind: 'staying' });
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
  signInView(part('sign-in'), work);
}

part('language').addEventListener('click', () => { switchLanguage(); render(); });
addEventListener('online', () => { if (today) look(); });
addEventListener('offline', () => { if (today) look(); });
words();
await offline.read().catch(() => null);
if (await resume()) work();
else {
  show(part('sign-in'), true);
  signInView(part('sign-in'), work);
}
navigator.serviceWorker?.register('/till-sw.js', { scope: '/till' }).catch(() => null);
