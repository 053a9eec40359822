// The till's page: sign in, take vouchers, see the day. It opens without a network too.
import { make, show, write } from '/js/dom.js';
import { lang, switchLanguage } from '/js/texts.js';
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
  } else signInView(part('sign-in'), work);
}

function head() {
  write(part('where'), `${today.store()} · ${terminal()}`);
  part('leave').replaceChildren(make('button', { type: 'button', class: 'quiet', onclick: leave }, t('signOut')));
}

function banner(away) {
  const place = part('offline');
  show(place, away);
  if (away) place.replaceChildren(make('strong', {}, t('away')), make('span', {}, t('awayNext')));
}

async function look() {
  clearTimeout(timer);
  const answer = await today.load();
  banner(answer.kind === 'unreachable');
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
  });
  look();
  take.focus();
}

async function leave(sentence = '') {
  clearTimeout(timer);
  await signOut();
  take = today = null;
  part('where').replaceChildren();
  part('leave').replaceChildren();
  show(part('work'), false);
  show(part('offline'), false);
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
