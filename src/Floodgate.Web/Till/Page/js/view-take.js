// The counter: voucher, amount, order number, one button, and the answer above them.
import { make, write } from '/js/dom.js';
import { decimals } from '/js/words.js';
import { showAnswer } from './answer.js';
import { left, takeOffline } from './offline.js';
import { isOffline } from './payload.js';
import { newTry, redeem, settle } from './redeem.js';
import { scan } from './scan.js';
import { random } from './session.js';
import { readySound } from './sound.js';
import { t } from './texts.js';

/** 12, 12.3 or 12.34 of a currency with two decimals as minor units; null for anything else. */
export function minorUnits(text, digits) {
  const match = /^(\d{1,9})(?:[.,](\d{1,4}))?$/.exec(text.trim());
  const part = match?.[2] ?? '';
  return match && part.length <= digits ? Number(match[1] + part.padEnd(digits, '0')) : null;
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
    const currency = actions.currency();
    const digits = decimals(currency);
    const sum = minorUnits(amount.value, digits);
    const wrong = !code.value.trim() ? [code, 'codeMissing'] : !sum ? [amount, 'amountWrong']
      : !order.value.trim() ? [order, 'orderMissing'] : null;
    for (const field of [code, amount, order]) field.setAttribute('aria-invalid', String(wrong?.[0] === field));
    write(fault, wrong ? t(wrong[1], { n: digits }) : '');
    if (wrong) {
      wrong[0].focus();
      return;
    }
    const same = current && current.code === code.value.trim() && current.orderRef === order.value.trim()
      && current.amount.amount === sum && current.amount.currency === currency;
    if (!same) current = newTry(code.value.trim(), order.value.trim(), { amount: sum, currency });
    await run(actions.away() || (actions.down() && mayGoOffline()) ? offline : online);
  });

  const online = (one) => redeem(one, () => present({ kind: 'waiting' }));
  const offline = async (one) => (isOffline(one.code)
    ? takeOffline(one.code, one.orderRef, one.amount).catch(() => ({ kind: 'stopped', why: 'notKept' }))
    : { kind: 'stopped', why: 'needsOffline' });
  const mayGoOffline = () => current && isOffline(current.code) && left()?.count > 0;

  async function run(act) {
    busy = true;
    button.setAttribute('aria-busy', 'true');
    write(button, t('taking'));
    try {
      const result = await act(current);
      if ('away' in result) actions.met(result.away);
      present(result);
    } finally {
      busy = false;
      button.removeAttribute('aria-busy');
      write(button, t('take'));
    }
  }

  const again = {
    again: () => busy || run(online),
    ask: () => busy || run(settle),
    offline: () => (mayGoOffline() ? () => busy || run(offline) : null),
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
