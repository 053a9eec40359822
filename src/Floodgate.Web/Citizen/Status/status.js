// The status page: what is the matter now, then what was, by day. It asks one public address and nothing else.
import { lang, said, switchLanguage, t } from './texts.js';

const POLL_MS = 5000;
const POLL_MS_MAX = 60000;
const TIMEOUT_MS = 8000;
const ZONE = 'Asia/Shanghai';
const byId = (id) => document.getElementById(id);
const state = { body: null, older: [], next: null, takenAt: null, away: false };
let etag = null;
let misses = 0;
let timer = null;
let heard = null;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== ''));
  return element;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// --- asking ---

async function ask(path, headers) {
  try {
    const answer = await fetch(path, {
      headers, cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.status === 304) return { same: true };
    return answer.ok ? { body: await answer.json(), etag: answer.headers.get('ETag') } : null;
  } catch {
    return null;
  }
}

async function poll() {
  clearTimeout(timer);
  if (document.visibilityState === 'hidden') return;
  const answer = await ask('/api/v1/status', etag ? { 'If-None-Match': etag } : {});
  misses = answer ? 0 : misses + 1;
  state.away = !answer;
  if (answer) state.takenAt = Date.now();
  if (answer?.body) {
    etag = answer.etag;
    if (state.older.length === 0) state.next = answer.body.next ?? null;
    state.body = answer.body;
  }
  render();
  timer = setTimeout(poll, Math.min(POLL_MS * 2 ** misses, POLL_MS_MAX) * (0.8 + Math.random() * 0.4));
}

async function older() {
  const answer = await ask(`/api/v1/status?after=${encodeURIComponent(state.next)}`, {});
  if (!answer) return;
  state.older.push(...answer.body.incidents);
  state.next = answer.body.next ?? null;
  render();
}

// --- showing ---

const locale = () => (lang() === 'zh' ? 'zh-CN' : 'en-GB');

function shown(value, options) {
  return new Intl.DateTimeFormat(locale(), { timeZone: ZONE, ...options }).format(new Date(value));
}

const dayOf = (value) => shown(value, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' });
const clock = (value) => shown(value, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const moment = (value) => (dayOf(value) === dayOf(Date.now()) ? clock(value)
  : shown(value, { month: lang() === 'zh' ? 'long' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit',
    hourCycle: 'h23' }));
const isLive = (incident) => ['investigating', 'identified', 'monitoring'].includes(incident.status);

function chip(status) {
  return make('span', { class: 'chip', 'data-status': status }, t(status));
}

function note(update) {
  return make('li', {}, make('time', { datetime: update.at }, moment(update.at)), make('p', {}, said(update.text)));
}

function article(incident) {
  const live = isLive(incident);
  const last = incident.updates.at(-1);
  const returns = live && last?.returnsAt ? t('returns', { time: moment(last.returnsAt) }) : '';
  const when = incident.resolvedAt
    ? t('span', { from: clock(incident.startedAt), to: moment(incident.resolvedAt) })
    : t('since', { time: moment(incident.startedAt) });
  const where = incident.campaigns.length === 0 ? t('everything')
    : t('campaigns', { names: incident.campaigns.join(', ') });
  const rest = incident.updates.slice(0, -1).reverse();
  return make('article', { 'data-status': incident.status, 'data-incident': incident.id },
    make('div', { class: 'head' }, make('h3', {}, said(last?.title ?? incident.title)), chip(incident.status)),
    make('p', { class: 'small' }, `${when} · ${where}`),
    last ? make('p', { class: 'text' }, said(last.text)) : null,
    returns ? make('p', { class: 'returns' }, returns) : null,
    rest.length > 0 ? make('details', { 'data-incident': incident.id },
      make('summary', {}, t('updates', { n: incident.updates.length })),
      make('ul', {}, note(last), ...rest.map(note))) : null);
}

function render() {
  const incidents = [...(state.body?.incidents ?? []), ...state.older];
  const live = incidents.filter(isLive);
  renderNow(live.length);
  const key = JSON.stringify([lang(), incidents, state.next, dayOf(Date.now())]);
  if (byId('main').dataset.shown === key || !state.body) return;
  byId('main').dataset.shown = key;
  const open = new Set([...document.querySelectorAll('details[open]')].map((one) => one.dataset.incident));
  byId('live').hidden = live.length === 0;
  byId('live-list').replaceChildren(...live.map(article));
  byId('days').replaceChildren(...days(incidents.filter((one) => !isLive(one))));
  byId('older').hidden = state.next === null;
  for (const one of document.querySelectorAll('details')) one.open = open.has(one.dataset.incident);
}

function days(past) {
  if (past.length === 0) return [make('p', { class: 'small' }, t('none'))];
  const groups = Map.groupBy ? Map.groupBy(past, (one) => dayOf(one.startedAt)) : group(past);
  return [...groups].map(([day, all]) => make('section', { class: 'day' },
    make('h3', { class: 'date' }, day), ...all.map(article)));
}

function group(past) {
  const groups = new Map();
  for (const one of past) groups.set(dayOf(one.startedAt), [...(groups.get(dayOf(one.startedAt)) ?? []), one]);
  return groups;
}

function renderNow(live) {
  const kind = !state.body ? (state.away ? 'away' : 'loading') : live > 0 ? 'bad' : 'good';
  byId('now').dataset.state = kind;
  write(byId('state'), t(kind === 'bad' && live > 1 ? 'badMany' : kind, { n: live }));
  const drill = state.body?.drill ? `${t('drill')} ` : '';
  write(byId('meaning'), drill + (kind === 'loading' ? '' : t(`${kind}Means`)));
  const time = state.takenAt ? shown(state.takenAt,
    { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }) : '';
  write(byId('checked'), time ? t(state.away ? 'stale' : 'checked', { time }) : '');
  const word = `${kind}${live}`;
  if (heard !== null && heard !== word && state.body) {
    write(byId('said'), `${byId('state').textContent} ${byId('meaning').textContent}`);
  }
  if (state.body) heard = word;
}

function renderFixed() {
  document.documentElement.lang = lang() === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll('[data-t]')) write(element, t(element.dataset.t));
  write(byId('language'), t('otherLanguage'));
  byId('language').lang = lang() === 'zh' ? 'en' : 'zh-CN';
  document.title = `${t('title')} · ${t('brand')}`;
}

byId('language').addEventListener('click', () => {
  switchLanguage();
  renderFixed();
  render();
});
byId('older').addEventListener('click', older);
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') poll(); });
addEventListener('online', poll);
renderFixed();
poll();
