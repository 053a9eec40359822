// Puts the page together: which campaign, which view, the poll, and what the buttons do.
import { call, isPassing, serverNow } from './api.js';
import { banners } from './banner.js';
import { claim } from './claim.js';
import { announce, make, show, write } from './dom.js';
import { loadMessages, messagesView } from './messages.js';
import { demoCitizen, forgetDevice, takeTokenFromFragment } from './session.js';
import { lang, switchLanguage, t } from './texts.js';
import { detailView } from './view-detail.js';
import { campaignView } from './view-campaign.js';
import { walletView } from './view-wallet.js';
import { loadWallet, readCopy } from './wallet.js';
import { refusalWords, said, time } from './words.js';

const POLL_MS = 2000;
const POLL_MS_MAX = 16000;
const byId = (id) => document.getElementById(id);

takeTokenFromFragment();
const campaignId = /^\/c\/([^/]+)/.exec(location.pathname)?.[1]
  ?? new URLSearchParams(location.search).get('campaign') ?? 'demo';
const state = { campaign: null, takenAt: null, trouble: null, claims: new Map(), wallet: null, names: readNames() };
const detail = detailView(byId('detail'));
const actions = { claim: startClaim, openVoucher, phaseChanged };
const campaignPart = campaignView(byId('claim-view'), campaignId, actions);
const walletPart = walletView(byId('wallet-view'), actions);
const messagesPart = messagesView(byId('messages'));
const bannerPart = banners(byId('banners'), campaignId, () => zone());

// --- what is shown ---

function render() {
  campaignPart.update(state);
  walletPart.update({ wallet: state.wallet, names: state.names, zone: zone() });
  messagesPart.update(state.messages, zone());
  const away = !navigator.onLine || state.wallet?.answer?.kind === 'unreachable';
  show(byId('offline'), away);
  const asOf = state.wallet?.asOf ?? null;
  const words = isWallet() && asOf ? t('offline', { time: time(asOf, { zone: zone() }) }) : t('offlineBare');
  write(byId('offline'), away ? words : '');
  const demo = demoCitizen();
  write(byId('account'), demo ? t('account', { name: demo }) : '');
}

function renderFixed() {
  document.documentElement.lang = lang() === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll('[data-t]')) write(element, t(element.dataset.t));
  for (const element of document.querySelectorAll('[data-t-label]')) {
    element.setAttribute('aria-label', t(element.dataset.tLabel));
  }
  write(byId('language'), t('otherLanguage'));
  byId('language').lang = lang() === 'zh' ? 'en' : 'zh-CN';
  byId('rules').replaceChildren(...['rule1', 'rule2', 'rule3'].map((key) => make('li', {}, t(key))));
  byId('data').replaceChildren(...['data1', 'data2', 'data3'].map((key) => make('li', {}, t(key))));
  retitle();
}

function retitle() {
  const name = said(state.campaign?.name);
  document.title = isWallet() ? `${t('wallet')} · ${t('brand')}` : [name, t('brand')].filter(Boolean).join(' · ');
}

const isWallet = () => location.hash === '#wallet';

function route() {
  show(byId('claim-view'), !isWallet());
  show(byId('wallet-view'), isWallet());
  for (const [id, current] of [['tab-claim', !isWallet()], ['tab-wallet', isWallet()]]) {
    if (current) byId(id).setAttribute('aria-current', 'page');
    else byId(id).removeAttribute('aria-current');
  }
  detail.close();
  if (isWallet()) refreshWallet();
  retitle();
  render();
}

// --- the campaign, polled while it is looked at ---

let etag = null;
let pollTimer = null;
let misses = 0;

async function poll() {
  clearTimeout(pollTimer);
  if (document.visibilityState === 'hidden') return;
  const headers = etag ? { 'If-None-Match': etag } : {};
  const answer = await call('GET', `/api/v1/campaigns/${encodeURIComponent(campaignId)}`, { headers });
  take(answer);
  misses = isPassing(answer) ? misses + 1 : 0;
  clearTimeout(pollTimer);
  pollTimer = setTimeout(poll, nextPoll());
}

function take(answer) {
  if (answer.kind === 'ok') {
    if (answer.status !== 304 && answer.body) {
      state.campaign = answer.body;
      etag = answer.headers.get('ETag');
      rememberNames(answer.body);
    }
    state.takenAt = serverNow();
    state.trouble = null;
  } else {
    state.trouble = answer.kind === 'refused' && !isPassing(answer)
      ? refusalWords(answer.problem)
      : { happened: t('noServer'), meaning: t('noServerSafe'), next: t('noServerNext') };
  }
  retitle();
  render();
}

// Once in two seconds, never in step with others; just after the opening once more, spread over most of a second.
function nextPoll() {
  const usual = Math.min(POLL_MS * 2 ** misses, POLL_MS_MAX) * (0.85 + Math.random() * 0.3);
  const left = state.campaign?.phase === 'scheduled' ? Date.parse(state.campaign.opensAt) - serverNow() : -1;
  return left > 0 && left < usual ? left + 100 + Math.random() * 800 : usual;
}

function phaseChanged(campaign) {
  announce(`${t(campaign.phase)} ${campaign.phase === 'paused' ? said(campaign.notice) : ''}`);
}

// Names of batches are kept, so that a wallet without a network still says what its vouchers are.
function readNames() {
  try {
    return JSON.parse(localStorage.getItem('fg.names') ?? '{}');
  } catch {
    return {};
  }
}

function rememberNames(campaign) {
  for (const batch of campaign.batches ?? []) state.names[`${campaignId}/${batch.id}`] = batch.name;
  state.names.zone = campaign.timeZone;
  localStorage.setItem('fg.names', JSON.stringify(state.names));
}

const zone = () => state.campaign?.timeZone ?? state.names.zone;

// --- what people do ---

async function startClaim(batch) {
  const button = document.querySelector(`button[data-batch="${CSS.escape(batch)}"]`);
  if (button?.getAttribute('aria-disabled') === 'true') return;
  const end = await claim(campaignId, batch, (step) => {
    state.claims.set(batch, { kind: 'running', ...step });
    render();
  });
  const hadFocus = document.activeElement === button;
  state.claims.set(batch, end);
  render();
  const card = button?.closest('.ticket');
  const next = card?.querySelector('.result a');
  if (hadFocus && next && button.hidden) next.focus();
  announce(card?.querySelector('.result')?.textContent ?? '');
  if (end.kind === 'claimed') refreshWallet();
}

async function refreshWallet() {
  state.wallet ??= { ...readCopy(), live: false };
  state.wallet = await loadWallet();
  render();
  state.messages = (await loadMessages()) ?? state.messages;
  render();
}

function openVoucher(item) {
  detail.open(item, state.names, zone());
}

byId('language').addEventListener('click', () => {
  switchLanguage();
  detail.close();
  renderFixed();
  bannerPart.render();
  render();
});
byId('forget').addEventListener('click', () => {
  forgetDevice();
  state.wallet = null;
  state.messages = null;
  state.claims.clear();
  announce(t('forgotten'));
  write(byId('forget'), t('forgotten'));
  route();
});
addEventListener('hashchange', () => {
  route();
  byId('main').focus({ preventScroll: true });
  scrollTo(0, 0);
});
addEventListener('online', () => { poll(); refreshWallet(); });
addEventListener('offline', render);
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') poll(); });
setInterval(() => { if (document.visibilityState === 'visible') campaignPart.tick(); }, 250);
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sw.js').catch(() => {});

state.wallet = { ...readCopy(), live: false };
renderFixed();
route();
poll();
