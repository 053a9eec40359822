// Messages to this person: every one that was sent can be read here.
import { make, show, write } from './dom.js';
import { callAsPerson } from './session.js';
import { t } from './texts.js';
import { said, time } from './words.js';

const PAGES_MAX = 20;

/** `{items, complete}`; null when nothing could be had. */
export async function loadMessages() {
  const items = [];
  let path = '/api/v1/me/notices';
  let complete = true;
  for (let page = 0; path && page < PAGES_MAX; page++) {
    const answer = await callAsPerson('GET', path);
    if (answer.kind !== 'ok') return page === 0 ? null : { items, complete: false };
    items.push(...(answer.body?.items ?? []));
    complete &&= answer.body?.complete !== false;
    path = answer.body?.next ? `/api/v1/me/notices?after=${encodeURIComponent(answer.body.next)}` : null;
  }
  return { items, complete };
}

export function messagesView(root) {
  const title = make('h2');
  const list = make('ul', { class: 'messages' });
  const away = make('p', { class: 'small' });
  root.replaceChildren(title, away, list);

  function update(messages, zone) {
    const items = messages?.items ?? [];
    show(root, items.length > 0 || messages?.complete === false);
    write(title, t('messages'));
    show(away, messages?.complete === false);
    write(away, t('messagesAway'));
    const key = JSON.stringify([items, t('messages')]);
    if (list.dataset.shown === key) return;
    list.dataset.shown = key;
    list.replaceChildren(...items.map((one) => make('li', { class: 'card' },
      make('time', { datetime: one.at, class: 'small' }, time(one.at, { zone })), make('p', {}, said(one.notice)),
      one.resumesAt
        ? make('p', { class: 'small' }, t('bannerReturns', { time: time(one.resumesAt, { zone }) })) : null)));
  }

  return { update };
}
