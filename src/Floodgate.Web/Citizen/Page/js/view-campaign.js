// The campaign: what it is, when it opens, what can be claimed. Built once, then only written to: nothing jumps.
import { serverNow } from './api.js';
import { make, show, write } from './dom.js';
import { lang, t } from './texts.js';
import { count, said, time } from './words.js';
import { batchCard } from './view-batch.js';

const UNITS = ['days', 'hours', 'minutes', 'seconds'];

export function campaignView(root, campaignId, actions) {
  const cards = new Map();
  const pill = make('p', { class: 'pill' });
  const name = make('h1', {}, t('loading'));
  const line = make('p', { class: 'lead' });
  const cells = new Map(UNITS.map((unit) => [unit, make('b')]));
  const labels = new Map(UNITS.map((unit) => [unit, make('span')]));
  const clock = make('div', { class: 'clock', role: 'timer', hidden: true },
    ...UNITS.map((unit) => make('div', {}, cells.get(unit), labels.get(unit))));
  const small = make('p', { class: 'small' });
  const waiting = make('p', { class: 'small', hidden: true });
  const promise = make('p', { class: 'promise' });
  const heading = make('h2', { class: 'unseen' });
  const list = make('div', { class: 'cards' });
  root.replaceChildren(
    make('div', { class: 'hero' }, pill, name, line, clock, small, waiting, promise),
    make('div', { class: 'batches' }, heading, list));

  let seen = null;

  function update(state) {
    const { campaign, trouble, takenAt } = state;
    write(promise, t('promise'));
    write(heading, t('batches'));
    if (!campaign) {
      pill.hidden = true;
      root.dataset.phase = trouble ? 'trouble' : 'loading';
      write(name, trouble ? trouble.happened : t('loading'));
      write(line, trouble ? trouble.meaning : '');
      write(small, trouble ? trouble.next : '');
      return;
    }
    const wasOpen = seen;
    seen = campaign;
    pill.hidden = false;
    root.dataset.phase = campaign.phase;
    write(pill, t(campaign.phase));
    write(name, said(campaign.name) || campaignId);
    write(line, lead(campaign));
    const taken = time(takenAt, { zone: campaign.timeZone, withSeconds: true });
    write(small, trouble ? t('stale', { time: taken }) : smallPrint(campaign));
    const inLine = campaign.line?.waiting ?? 0;
    show(waiting, inLine > 0);
    write(waiting, t('inLine', { count: count(inLine) }));
    for (const unit of UNITS) write(labels.get(unit), t(unit));
    tick();
    sync(campaign, state);
    if (wasOpen && wasOpen.phase !== campaign.phase) actions.phaseChanged(campaign);
  }

  function sync(campaign, state) {
    for (const batch of campaign.batches ?? []) {
      if (!cards.has(batch.id)) {
        cards.set(batch.id, batchCard(campaignId, batch.id, actions));
        list.append(cards.get(batch.id).element);
      }
      cards.get(batch.id).update(batch, campaign, state.claims.get(batch.id));
    }
  }

  function tick() {
    if (!seen) return;
    const left = seen.phase === 'scheduled' ? Date.parse(seen.opensAt) - serverNow() : Number.NaN;
    const counting = left > 0;
    show(clock, counting);
    root.classList.toggle('counting', counting);
    if (!counting) return;
    const seconds = Math.ceil(left / 1000);
    const parts = { days: Math.floor(seconds / 86400), hours: Math.floor(seconds / 3600) % 24,
      minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 };
    for (const unit of UNITS) write(cells.get(unit), String(parts[unit]).padStart(2, '0'));
    show(cells.get('days').parentElement, parts.days > 0);
    clock.setAttribute('aria-label', t('opensAt', { time: time(seen.opensAt, { zone: seen.timeZone }) }));
  }

  return { update, tick };
}

function lead(campaign) {
  switch (campaign.phase) {
    case 'scheduled': return Date.parse(campaign.opensAt) > serverNow() ? t('untilOpening') : t('opening');
    case 'open': return t('openLine');
    case 'paused': return said(campaign.notice) || t('off');
    case 'soldOut': return t('soldOutLine');
    case 'closed': return t('closedLine');
    default: return said(campaign.notice);
  }
}

function smallPrint(campaign) {
  const zone = campaign.timeZone;
  if (campaign.phase === 'scheduled') {
    const opens = t('opensAt', { time: time(campaign.opensAt, { zone, withSeconds: true }) });
    return lang() === 'zh' ? `${opens}。${t('noHurry')}` : `${opens}. ${t('noHurry')}`;
  }
  if (campaign.phase !== 'paused') return campaign.phase === 'open' ? said(campaign.notice) : '';
  const back = campaign.resumesAt ? t('resumesAt', { time: time(campaign.resumesAt, { zone }) }) : '';
  return [t('pausedSafe'), back].filter(Boolean).join(lang() === 'zh' ? '' : ' ');
}
