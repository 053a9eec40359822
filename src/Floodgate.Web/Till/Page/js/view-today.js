// Today's list of this store, the newest first, with undo for as long as the campaign lets the till.
import { make, write } from '/js/dom.js';
import { isPassing, serverNow } from '/js/api.js';
import { lang } from '/js/texts.js';
import { count, money, said } from '/js/words.js';
import { currency } from './offline.js';
import { callAsTill } from './session.js';
import { t } from './texts.js';

const ROWS_MAX = 50;

export function todayView(root, confirm, actions) {
  const title = make('h2', { id: 'today-title' });
  const sum = make('p', { class: 'small' });
  const note = make('p', { class: 'small' });
  const list = make('ul', { class: 'rows' });
  root.replaceChildren(make('div', { class: 'today-head' }, title, sum), note, list);
  let day = null;
  let mine = [];
  let away = false;

  async function load() {
    const answer = await callAsTill('GET', `/api/v1/till/redemptions?limit=${ROWS_MAX}`);
    away = answer.kind !== 'ok';
    if (!away) {
      day = answer.body;
      // The list follows the journal by a moment: what this till has just taken stands here until it is in it.
      mine = mine.filter((one) => !day.items.some((item) => item.redemptionId === one.redemptionId));
    }
    render();
    return answer;
  }

  function add(body, one) {
    if (!body.redemptionId) return;
    mine.unshift({ refunded: { amount: 0 }, undone: false, offline: false, orderRef: one.orderRef, ...body });
    render();
  }

  function render() {
    write(title, t('today'));
    const total = day?.totals?.find((one) => one.count > 0);
    write(sum, total ? t('todaySum', { count: count(total.count), amount: money(total.discount) }) : '');
    const rows = [...mine, ...(day?.items ?? [])];
    write(note, away ? t('todayAway') : rows.length === 0 ? t('todayEmpty')
      : day?.next ? t('todayMore', { count: ROWS_MAX }) : '');
    list.replaceChildren(...rows.map(row));
  }

  function row(one) {
    const left = Math.floor((Date.parse(one.undoableUntil ?? '') - serverNow()) / 60000);
    const gone = one.undone || (one.refunded?.amount ?? 0) > 0;
    const at = new Intl.DateTimeFormat(lang() === 'zh' ? 'zh-CN' : 'en-GB',
      { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(one.redeemedAt));
    return make('li', { class: one.undone ? 'gone' : null, 'data-redemption': one.redemptionId },
      make('p', {}, make('b', {}, t('row', { discount: money(one.discount), payable: money(one.payable) })), ' ',
        one.undone ? make('span', { class: 'tag' }, t('undone')) : null,
        !one.undone && gone ? make('span', { class: 'tag' }, t('refunded')) : null,
        one.offline ? make('span', { class: 'tag' }, t('offlineTag')) : null),
      make('p', { class: 'small' }, `${at} · ${one.orderRef} · ${one.terminal ?? ''}`),
      !gone && left > 0 ? make('button', { type: 'button', class: 'button second', onclick: () => ask(one),
        'aria-label': t('undoNamed', { order: one.orderRef, n: left }) }, t('undo', { n: left })) : null);
  }

  function ask(one) {
    confirm.replaceChildren(make('h2', { id: 'confirm-title' }, t('undoTitle')),
      make('p', {}, t('undoMeaning', { order: one.orderRef, amount: money(one.discount) })),
      make('div', { class: 'pair' },
        make('button', { type: 'button', class: 'button second', onclick: () => confirm.close() }, t('undoNo')),
        make('button', { type: 'button', class: 'button', onclick: () => undo(one) }, t('undoYes'))));
    confirm.showModal();
  }

  async function undo(one) {
    confirm.close();
    const answer = await callAsTill('POST', `/api/v1/redemptions/${encodeURIComponent(one.redemptionId)}/undo`,
      { body: {} });
    if (answer.kind === 'ok') {
      mine = mine.filter((item) => item.redemptionId !== one.redemptionId);
      for (const item of day?.items ?? []) if (item.redemptionId === one.redemptionId) item.undone = true;
    }
    actions.said(answer.kind === 'ok' ? { kind: 'undone' }
      : isPassing(answer) ? { kind: 'undoUnknown' } : { kind: 'refused', problem: answer.problem });
    render();
  }

  render();
  return {
    load, add, render, currency: () => day?.currency ?? currency() ?? 'CNY',
    store: () => said(day?.storeName) || (day?.store ?? ''),
  };
}
