// The store's key, once.
import { make, write } from '/js/dom.js';
import { nameTerminal, signIn, terminal } from './session.js';
import { t } from './texts.js';

export function signInView(root, onSignedIn, words = '') {
  const key = make('input', { type: 'password', name: 'key', autocomplete: 'off', spellcheck: 'false',
    autocapitalize: 'off', 'aria-describedby': 'key-fault' });
  const till = make('input', { name: 'terminal', autocomplete: 'off', maxlength: 32, value: terminal() });
  const remember = make('input', { type: 'checkbox', name: 'remember' });
  const fault = make('p', { class: 'fault', id: 'key-fault', role: 'alert' }, words);
  const button = make('button', { class: 'button main' }, t('signIn'));
  const form = make('form', { novalidate: true }, make('label', {}, t('storeKey'), key),
    make('label', {}, t('terminal'), till), make('label', { class: 'check' }, remember, t('remember')), fault, button);
  root.replaceChildren(make('div', { class: 'card' }, make('h1', {}, t('signInTitle')),
    make('p', {}, t('signInLead')), form));
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
    const answer = await signIn(text, remember.checked);
    button.disabled = false;
    write(button, t('signIn'));
    if (answer.kind === 'ok') {
      onSignedIn();
      return;
    }
    say(answer.kind === 'unreachable' ? t('noServer') : answer.status === 401 ? t('keyRefused') : t('keyRole'));
    key.focus();
  });
}
