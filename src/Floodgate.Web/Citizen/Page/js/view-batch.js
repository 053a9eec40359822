// One kind of voucher: its worth, what is left, the button, and what the last claim came to.
import { make, show, write } from './dom.js';
import { t } from './texts.js';
import { count, duration, money, refusalWords, said, time } from './words.js';
import { isUnconfirmed } from './claim.js';

export function batchCard(campaignId, batchId, actions) {
  const value = make('b');
  const threshold = make('span');
  const name = make('h3', { id: `name-${batchId}` });
  const fill = make('span');
  const bar = make('div', { class: 'bar', 'aria-hidden': 'true' }, fill);
  const left = make('p', { class: 'left' });
  const stamp = make('span', { class: 'stamp', hidden: true });
  const button = make('button',
    { type: 'button', class: 'button', 'data-batch': batchId, onclick: () => actions.claim(batchId) });
  const result = make('div', { class: 'result', hidden: true });
  const element = make('article', { class: 'ticket', 'aria-labelledby': `name-${batchId}` },
    make('div', { class: 'stub' }, value, threshold),
    make('div', { class: 'info' }, name, left, bar, stamp),
    make('div', { class: 'act' }, result, button));

  function update(batch, campaign, claim) {
    write(value, money(batch.faceValue));
    value.className = value.textContent.length > 5 ? 'long' : '';
    write(threshold, batch.threshold ? t('threshold', { amount: money(batch.threshold) }) : '');
    write(name, said(batch.name) || batch.id);
    const total = batch.stock;
    show(bar, Number.isFinite(total) && total > 0);
    if (total > 0) fill.style.setProperty('--part', String(Math.min(1, Math.max(0, batch.remaining / total))));
    write(left, leftText(batch, total));
    const state = stateOf(batch, campaign);
    element.dataset.state = state;
    const shown = claim ?? (isUnconfirmed(campaignId, batchId) ? { kind: 'pending' } : null);
    element.dataset.claim = shown?.kind ?? '';
    write(stamp, t('stamp'));
    show(stamp, shown?.kind === 'claimed');
    press(button, shown, state, said(batch.name) || batch.id);
    showResult(result, shown, said(batch.name) || batch.id, campaign);
  }

  return { element, update };
}

function leftText(batch, total) {
  if (!Number.isFinite(batch.remaining)) return '';
  return total > 0
    ? t('leftOf', { count: count(batch.remaining), stock: count(total) })
    : t('left', { count: count(batch.remaining) });
}

/** What the button says: the campaign's phase first, then the batch's own state. Unknown new states leave it usable. */
function stateOf(batch, campaign) {
  if (campaign.phase === 'closed') return 'over';
  if (batch.state === 'soldOut' || batch.remaining === 0 || campaign.phase === 'soldOut') return 'none';
  if (campaign.phase === 'paused' || batch.state === 'paused') return 'off';
  return campaign.phase === 'scheduled' || batch.state === 'scheduled' ? 'notYet' : 'claim';
}

// The button stays in place and focusable: aria-disabled, so that a keyboard user is not thrown to the top of the page.
function press(button, claim, state, name) {
  const busy = claim?.kind === 'running';
  const asking = claim?.kind === 'unconfirmed' || claim?.kind === 'pending';
  const usable = !busy && (asking || state === 'claim');
  write(button, busy ? busyText(claim) : t(asking ? 'askAgain' : state));
  button.setAttribute('aria-disabled', String(!usable));
  button.setAttribute('aria-busy', String(busy));
  button.setAttribute('aria-describedby', `name-${button.dataset.batch}`);
  button.title = usable && !asking ? t('claimNamed', { name }) : '';
  show(button, claim?.kind !== 'claimed');
}

function busyText(claim) {
  if (claim.step === 'waiting') return t('waitingTitle');
  if (claim.step === 'again') return t('again', { attempt: claim.attempt });
  return t('sending');
}

function showResult(box, claim, name, campaign) {
  const words = claimWords(claim, name, campaign);
  show(box, words !== null);
  const key = words ? JSON.stringify(words) : '';
  if (box.dataset.shown === key) return;
  box.dataset.shown = key;
  box.dataset.tone = words?.tone ?? '';
  box.replaceChildren(...(words?.lines ?? []).map((text, index) => make(index === 0 ? 'strong' : 'p', {}, text)));
  if (words?.toWallet) box.append(make('a', { class: 'button second', href: '#wallet' }, t(words.toWallet)));
}

function claimWords(claim, name, campaign) {
  switch (claim?.kind) {
    case 'running':
      return claim.step === 'waiting'
        ? { tone: 'wait', lines: [t('waitingTitle'),
          t('waitingAhead', { ahead: count(claim.ahead ?? 0), time: duration(claim.seconds ?? 0) })] }
        : null;
    case 'claimed': {
      const until = claim.voucher?.validUntil;
      const next = until
        ? t('claimedNext', { name, time: time(until, { zone: campaign.timeZone }) })
        : t('claimedPlain', { name });
      return { tone: 'good', lines: [t('claimed'), next], toWallet: 'toWallet' };
    }
    case 'refused': {
      const words = refusalWords(claim.problem);
      const held = claim.problem?.code === 'limit-reached' ? 'refusedSee' : undefined;
      return { tone: held ? 'good' : 'calm', lines: [words.happened, words.meaning, words.next], toWallet: held };
    }
    case 'unconfirmed':
      return { tone: 'wait', lines: [t('unconfirmed'),
        t(claim.answer?.kind === 'unreachable' ? 'unconfirmedNetwork' : 'unconfirmedBusy'), t('unconfirmedNext')] };
    case 'pending':
      return { tone: 'wait', lines: [t('pendingBefore'), t('unconfirmedNext')] };
    case 'signIn':
      return { tone: 'calm', lines: [t('signIn'), t('signInWhy'), t('signInNext')] };
    default:
      return null;
  }
}
