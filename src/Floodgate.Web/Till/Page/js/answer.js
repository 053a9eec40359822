// What became of it, so that nobody has to read: colour, sign, words and sound. Focus goes to it, a screen reader
// reads it.
import { draw, make } from '/js/dom.js';
import { money, refusalWords } from '/js/words.js';
import { play } from './sound.js';
import { t } from './texts.js';

const SIGNS = { good: 'M6 24l11 12L38 10', bad: 'M10 10l24 24M34 10L10 34', wait: 'M22 10v14M22 33v1' };

export function answerCard(tone, title, lines, sums, ...buttons) {
  return make('div', { class: 'answer', 'data-tone': tone, tabindex: -1 },
    draw('svg', { viewBox: '0 0 44 44', 'aria-hidden': 'true' }, draw('path', { d: SIGNS[tone] })),
    make('div', {}, make('h2', {}, title),
      sums ? make('dl', { class: 'sums' }, ...sums.map(([name, value]) =>
        make('div', {}, make('dt', {}, name), make('dd', {}, value)))) : null,
      ...lines.filter(Boolean).map((line) => make('p', {}, line)), ...buttons.filter(Boolean)));
}

/** The card of a result, in the language of now. */
export function cardOf(result, actions) {
  const button = (words, act) => make('button', { type: 'button', class: 'button', onclick: act }, words);
  const offline = () => (actions.offline() ? button(t('takeOffline'), actions.offline()) : null);
  switch (result.kind) {
    case 'waiting': return answerCard('wait', t('unknown'), [t('unknownMeaning'), t('unknownNext')]);
    case 'staying': return answerCard('bad', t('signOutNot'), [t('signOutWaiting')]);
    case 'stopped': return answerCard('bad', t('stopped'), [t(result.why), t('stoppedNext')]);
    case 'taken': return answerCard('good', t(result.offline ? 'taken' : 'good'),
      [result.again ? t('before') : null, result.offline ? t('takenOffline') : null], [
      [t('discount'), money(result.body.discount)], [t('payable'), money(result.body.payable)]]);
    case 'undone': return answerCard('good', t('undoDone'), []);
    case 'none': return answerCard('bad', t('notTaken'), [t('notTakenMeaning'), t('notTakenNext')], null,
      button(t('takeAgain'), actions.again), result.away ? offline() : null);
    case 'refused': {
      const words = refusalWords(result.problem);
      return answerCard('bad', words.happened, [words.meaning, words.next], null, result.away ? offline() : null);
    }
    case 'undoUnknown': return answerCard('wait', t('unknown'), [t('undoUnknown')]);
    default: return answerCard('wait', t('unknown'), [t('unknownMeaning')], null, button(t('askAgain'), actions.ask),
      offline());
  }
}

export const toneOf = (result) => (['taken', 'undone'].includes(result.kind) ? 'good'
  : ['refused', 'none', 'stopped', 'staying'].includes(result.kind) ? 'bad' : 'wait');

export function showAnswer(place, result, actions, isNew = true) {
  const card = cardOf(result, actions);
  place.replaceChildren(card);
  if (!isNew) return;
  play(toneOf(result));
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'nearest' });
}
