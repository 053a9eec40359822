// The counter: voucher, amount, order number, one button, and the answer above them.
import { make, write } from '/js/dom.js';
import { showAnswer } from './answer.js';
import { takeOffline } from './offline.js';
import { isOffline } from './payload.js';
import { newTry, redeem, settle } from './redeem.js';
import { scan } from './scan.js';
import { random } from './session.js';
import { readySound } from './sound.js';
import { t } from './texts.js';

/** 12, 12.3 or 12.34 as minor units; null for anything else. */
export function cents(text) {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

const orderNumber = () => `${new Date().toISOString().slice(2, 10).replaceAll('-', '')}-${random(3)}`;

export function takeView(root, scanner, actions) {
  const place = make('div', { 'aria-live': 'assertive' });
  const code = make('input', { name: 'code', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false',
    maxlength: 600, 'aria-describedby': 'take-fault' });
  const amount = make('input', { name: 'amount', class: 'amount', inputmode: 'decimal', autocomplete: 'off',
    maxlength: 12, 'aria-describedby': 'take-fault' });
  const order = make('input', { name: 'order', autocomplete: 'off', maxlength: 64, value: orderNumber(),
    'aria-describedby': 'take-fault' });
  const fault = make('p', { class: 'fault', id: 'take-fault', role: 'alert' });
  const labels = { voucher: make('span'), amount: make('span'), order: make('span') };
  const camera = make('button', { type: 'button', class: 'button second' });
  const renew = make('button', { type: 'button', class: 'button second' });
  const button = make('button', { class: 'button main' });
  const title = make('h1', { id: 'take-title' });
  const form = make('form', { novalidate: true },
    make('div', { class: 'beside' }, make('label', {}, labels.voucher, code), camera),
    make('label', {}, labels.amount, amount),
    make('div', { class: 'beside' }, make('label', {}, labels.order, order), renew), fault, button);
  root.replaceChildren(place, make('div', { class: 'card' }, title, form));
  let shown = null;
  let current = null;
  let busy = false;

  renew.addEventListener('click', () => { order.value = orderNumber(); });
  camera.addEventListener('click', async () => {
    readySound();
    const text = await scan(scanner);
    if (text) code.value = text;
    (text && !amount.value ? amount : text ? button : code).focus();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    readySound();
    if (busy) return;
    const sum = cents(amount.value);
    const wrong = !code.value.trim() ? [code, 'codeMissing'] : !sum ? [amount, 'amountWrong']
      : !order.value.trim() ? [order, 'orderMissing'] : null;
    for (const field of [code, amount, order]) field.setAttribute('aria-invalid', String(wrong?.[0] === field));
    write(fault, wrong ? t(wrong[1]) : '');
    if (wrong) {
      wrong[0].focus();
      return;
    }
    const money = { amount: sum, currency: actions.currency() };
    const same = current && current.code === code.value.trim() && current.orderRef === order.value.trim()
      && current.amount.amount === sum;
    if (!same) current = newTry(code.value.trim(), order.value.trim(), money);
    await run(actions.away() ? offline : (one) => redeem(one, () => present({ kind: 'waiting' })));
  });

  const offline = async (one) => (isOffline(one.code)
    ? takeOffline(one.code, one.orderRef, one.amount) : { kind: 'stopped', why: 'needsOffline' });

  async function run(act) {
    busy = true;
    button.setAttribute('aria-busy', 'true');
    write(button, t('taking'));
    try {
      present(await act(current));
    } finally {
      busy = false;
      button.removeAttribute('aria-busy');
      write(button, t('take'));
    }
  }

  const again = {
    again: () => busy || run((one) => redeem(one, () => present({ kind: 'waiting' }))),
    ask: () => busy || run(settle),
    offline: () => (current && isOffline(current.code) ? () => busy || run(offline) : null),
  };

  function present(result) {
    shown = result;
    showAnswer(place, result, again);
    if (result.kind !== 'taken') return;
    actions.taken(result.body, current);
    current = null;
    code.value = '';
    amount.value = '';
    order.value = orderNumber();
  }

  function render() {
    write(title, t('takeTitle'));
    write(labels.voucher, t('voucher'));
    write(labels.amount, t('amount'));
    write(labels.order, t('order'));
    write(camera, t('scan'));
    write(renew, t('newOrder'));
    if (!busy) write(button, t('take'));
    if (shown) showAnswer(place, shown, again, false);
  }

  render();
  return { render, present, focus: () => code.focus() };
}
