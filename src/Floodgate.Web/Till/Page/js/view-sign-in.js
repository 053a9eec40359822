// The store's key, once.
import { make, write } from '/js/dom.js';
import { lang } from '/js/texts.js';
import { count, refusalWords } from '/js/words.js';
import { admit, owner, waiting } from './offline.js';
import { isAway, nameTerminal, signIn, terminal, tryKey } from './session.js';
import { t } from './texts.js';

/** Why a key is of no use now; where this page knows nothing better, in the server's words. */
function whyNot(answer) {
  if (isAway(answer)) return t('noServer');
  if (answer.status === 401) return t('keyRefused');
  if (answer.problem.code === 'forbidden') return t('keyRole');
  const words = refusalWords(answer.problem);
  return [words.happened, words.next].join(lang() === 'zh' ? '' : ' ');
}

/** @param refusal What the server answered to the key before; null: there was none. */
export function signInView(root, onSignedIn, refusal = null) {
  const key = make('input', { type: 'password', name: 'key', autocomplete: 'off', spellcheck: 'false',
    autocapitalize: 'off', 'aria-describedby': 'key-fault' });
  const till = make('input', { name: 'terminal', autocomplete: 'off', maxlength: 32, value: terminal() });
  const remember = make('input', { type: 'checkbox', name: 'remember' });
  const fault = make('p', { class: 'fault', id: 'key-fault', role: 'alert' }, refusal ? whyNot(refusal) : '');
  const button = make('button', { class: 'button main' }, t('signIn'));
  const form = make('form', { novalidate: true }, make('label', {}, t('storeKey'), key),
    make('label', {}, t('terminal'), till), make('label', { class: 'check' }, remember, t('remember')), fault, button);
  root.replaceChildren(make('div', { class: 'card' }, make('h1', {}, t('signInTitle')),
    make('p', {}, t('signInLead')),
    waiting() > 0 ? make('p', {}, t('keyWaiting', { count: count(waiting()), store: owner() })) : null, form));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = key.value.trim();
    const say = (sentence) => {
      write(fault, sentence);
      key.setAttribute('aria-invalid', String(Boolean(sentence)));
    };
    if (!text) {
      say(t('keyMissing'));
      key.focus();
      return;
    }
    button.disabled = true;
    write(button, t('signingIn'));
    if (till.value.trim()) nameTerminal(till.value.trim());
    const answer = await tryKey(text);
    const mine = answer.kind !== 'ok' || await admit(answer.body.store).catch(() => true);
    button.disabled = false;
    write(button, t('signIn'));
    if (answer.kind === 'ok' && mine) {
      await signIn(text, remember.checked);
      onSignedIn();
      return;
    }
    say(mine ? whyNot(answer) : t('keyOtherStore', { store: owner() }));
    key.focus();
  });
}
