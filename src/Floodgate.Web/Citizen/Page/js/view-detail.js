// One voucher, for a till: a QR code that lives for seconds and is renewed before it ends, and the code in groups.
import { isPassing, pauseBefore, serverNow } from './api.js';
import { announce, draw, make, show, write } from './dom.js';
import { t } from './texts.js';
import { groups, money, time } from './words.js';
import { nameOf, stateName } from './view-wallet.js';
import { loadQr, offlineCode } from './wallet.js';

const RENEW_BEFORE_MS = 5000;
const QR_TRIES_MAX = 5;
const RING = 2 * Math.PI * 9;

export function detailView(dialog) {
  let showing = 0;
  let timer = null;

  function close() {
    showing++;
    clearInterval(timer);
    if (dialog.open) dialog.close();
  }

  dialog.addEventListener('close', close);
  dialog.addEventListener('click', (event) => { if (event.target === dialog) close(); });

  function open(item, names, zone) {
    const turn = ++showing;
    const image = make('img', { alt: t('qrAlt'), width: 232, height: 232, hidden: true });
    const wait = make('p', { class: 'small' }, t('qrLoading'));
    const arc = draw('circle', { cx: 12, cy: 12, r: 9, 'stroke-dasharray': RING, class: 'arc' });
    const left = make('span');
    const life = make('p', { class: 'life', hidden: true },
      draw('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, draw('circle', { cx: 12, cy: 12, r: 9 }), arc),
      left);
    dialog.replaceChildren(
      make('div', { class: 'sheet-head' }, make('h2', { id: 'detail-name' }, nameOf(item, names)),
        make('button', { type: 'button', class: 'quiet', onclick: close }, t('close'))),
      make('p', { class: 'worth' }, make('b', {}, money(item.faceValue)),
        item.threshold ? make('span', {}, t('threshold', { amount: money(item.threshold) })) : null),
      make('div', { class: 'qr' }, image, wait), life, codeBox(item),
      make('p', { class: 'small' },
        `${stateName(item.state)} · ${t('validUntil', { time: time(item.validUntil, { zone }) })}`),
      make('p', { class: 'small' }, `${t('voucherNumber')} ${item.voucherId}`));
    const signed = offlineCode(item.voucherId);
    if (signed) {
      life.after(make('button', { type: 'button', class: 'quiet', onclick: () => showOffline(signed) },
        t('offlineCode')));
    }
    const showOffline = (code) => {
      showing++;
      clearInterval(timer);
      image.src = `data:image/svg+xml,${encodeURIComponent(code.svg)}`;
      image.dataset.payload = code.payload;
      swap({ image, life, wait }, true);
      life.replaceChildren(t('offlineUntil', { time: time(code.expiresAt, { zone }) }));
      image.parentElement.classList.add('wide');
    };
    dialog.showModal();
    if (signed && !navigator.onLine) {
      showOffline(signed);
      return;
    }
    keepQr(item, { image, wait, life, arc, left }, () => turn === showing);
  }

  async function keepQr(item, parts, isCurrent) {
    for (let attempt = 1; isCurrent(); attempt++) {
      const asked = serverNow();
      const answer = await loadQr(item.voucherId);
      if (!isCurrent()) return;
      if (answer.kind === 'ok') {
        attempt = 0;
        const ends = Date.parse(answer.body.expiresAt);
        parts.image.src = `data:image/svg+xml,${encodeURIComponent(answer.body.svg)}`;
        swap(parts, true);
        await until(ends, Math.max(ends - asked, 1000), parts, isCurrent);
        continue;
      }
      if (!isPassing(answer) || attempt >= QR_TRIES_MAX) {
        swap(parts, false);
        write(parts.wait, t('qrOffline'));
        return;
      }
      if (attempt === 1) write(parts.wait, t('qrOffline'));
      await new Promise((resolve) => { setTimeout(resolve, pauseBefore(attempt, answer)); });
    }
  }

  function until(ends, whole, parts, isCurrent) {
    clearInterval(timer);
    return new Promise((resolve) => {
      const step = () => {
        const left = ends - serverNow();
        if (!isCurrent() || left <= Math.min(RENEW_BEFORE_MS, whole / 4)) {
          clearInterval(timer);
          resolve();
        }
        write(parts.left, t('qrRefresh', { n: Math.max(0, Math.ceil(left / 1000)) }));
        parts.arc.setAttribute('stroke-dashoffset', String(RING * (1 - Math.min(1, Math.max(0, left / whole)))));
      };
      timer = setInterval(step, 500);
      step();
    });
  }

  return { open, close };
}

function swap(parts, hasQr) {
  show(parts.image, hasQr);
  show(parts.life, hasQr);
  show(parts.wait, !hasQr);
}

function codeBox(item) {
  if (!item.code) return make('p', { class: 'small' }, t('codeMissing'));
  const copy = make('button', { type: 'button', class: 'button second' }, t('copy'));
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(item.code);
      write(copy, t('copied'));
      announce(t('copied'));
    } catch {
      // Without leave to copy the code is still there to be read.
    }
  });
  return make('div', { class: 'code' }, make('span', {}, t('code')),
    make('p', {}, ...groups(item.code).map((group) => make('b', {}, group))), copy);
}
