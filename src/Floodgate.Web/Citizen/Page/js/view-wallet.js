// The wallet as a list; one voucher opens in the dialog (view-detail.js).
import { make, show, write } from './dom.js';
import { has, t } from './texts.js';
import { count, money, refusalWords, said, time } from './words.js';

const USABLE = ['held', 'partlyRedeemed'];

export function walletView(root, actions) {
  const title = make('h1');
  const usable = make('p', { class: 'lead' });
  const asOf = make('p', { class: 'small' });
  const list = make('div', { class: 'cards' });
  root.replaceChildren(make('div', { class: 'wallet-head' }, title, usable, asOf), list,
    make('section', { id: 'messages', hidden: true }));

  function update({ wallet, names, zone }) {
    write(title, t('wallet'));
    const items = wallet?.items ?? [];
    const open = items.filter((item) => USABLE.includes(item.state)).length;
    show(usable, items.length > 0);
    write(usable, t('walletCount', { count: count(open) }));
    show(asOf, Boolean(wallet?.asOf) && items.length > 0);
    write(asOf, wallet?.asOf ? t('asOf', { time: time(wallet.asOf, { zone, withSeconds: true }) }) : '');
    const key = JSON.stringify([items, names, t('wallet'), wallet?.answer?.kind, wallet?.answer?.problem?.code]);
    if (list.dataset.shown === key) return;
    list.dataset.shown = key;
    const ordered = [...items].sort((a, b) => rank(a) - rank(b));
    list.replaceChildren(...(items.length === 0
      ? [nothing(wallet)]
      : ordered.map((item) => card(item, nameOf(item, names), zone, actions))));
  }

  return { update };
}

// What can be used comes first, what ends soonest before the rest.
const rank = (item) => (USABLE.includes(item.state) ? 0 : 1e15) + (Date.parse(item.validUntil) || 0);

export const nameOf = (item, names) => said(item.name) || said(names?.[`${item.campaign}/${item.batch}`]) || item.batch;

export const stateName = (state) => (has(state) ? t(state) : state);

export const isUsable = (item) => USABLE.includes(item.state);

function card(item, name, zone, actions) {
  const from = Date.parse(item.validFrom ?? '');
  const later = from > Date.now();
  return make('article', { class: 'ticket held', 'data-state': item.state, 'data-voucher': item.voucherId },
    make('div', { class: 'stub' },
      make('b', { class: money(item.faceValue).length > 5 ? 'long' : null }, money(item.faceValue)),
      make('span', {}, item.threshold ? t('threshold', { amount: money(item.threshold) }) : '')),
    make('div', { class: 'info' },
      make('h2', {}, name),
      make('p', { class: 'state' }, stateName(item.state)),
      item.state === 'partlyRedeemed' && item.remaining?.currency
        ? make('p', { class: 'left' }, t('remainingValue', { amount: money(item.remaining) })) : null,
      make('p', { class: 'left' }, later
        ? t('validFrom', { time: time(from, { zone }) })
        : t('validUntil', { time: time(item.validUntil, { zone }) })),
      item.extension
        ? make('p', { class: 'left extended' }, t('extended', { reason: said(item.extension.reason) })) : null),
    isUsable(item)
      ? make('div', { class: 'act' }, make('button', {
        type: 'button', class: 'button', 'aria-label': t('showNamed', { name }),
        onclick: () => actions.openVoucher(item),
      }, t('showCode')))
      : null);
}

function nothing(wallet) {
  const answer = wallet?.answer;
  const words = !answer ? { happened: t('walletEmpty'), meaning: t('walletEmptyNext') }
    : answer.kind === 'signIn' ? { happened: t('signIn'), meaning: t('signInWhy'), next: t('signInNext') }
      : answer.kind === 'unreachable'
        ? { happened: t('walletUnknown'), meaning: t('noServerSafe'), next: t('noServerNext') }
        : refusalWords(answer.problem);
  return make('div', { class: 'card empty' },
    make('strong', {}, words.happened), make('p', {}, words.meaning), words.next ? make('p', {}, words.next) : null,
    answer ? null : make('a', { class: 'button', href: '#claim' }, t('tabClaim')));
}
