// Values as people read them: money, times, counts, codes, and the words of a refusal.
import { lang, t } from './texts.js';

const locale = () => (lang() === 'zh' ? 'zh-CN' : 'en-GB');

/** A text the server sends as {zh, en}; a plain string is taken as it is. */
export function said(text) {
  if (typeof text === 'string') return text;
  return text?.[lang()] || text?.zh || text?.en || '';
}

/** How many decimals amounts of a currency have: 2 for CNY, 0 for JPY. */
export const decimals = (currency) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;

export function money(value) {
  if (!value || !Number.isFinite(value.amount)) return '';
  const options = { style: 'currency', currency: value.currency, currencyDisplay: 'narrowSymbol' };
  try {
    const digits = decimals(value.currency);
    const amount = value.amount / 10 ** digits;
    const shown = Number.isInteger(amount) ? 0 : digits;
    return new Intl.NumberFormat(locale(), { ...options, minimumFractionDigits: shown, maximumFractionDigits: shown })
      .format(amount);
  } catch {
    return `${value.amount} ${value.currency}`;
  }
}

export const count = (value) => new Intl.NumberFormat(locale()).format(value);

/** A time in the campaign's own zone where it names one, else the phone's. The year shows when it is not this one. */
export function time(value, { zone, withSeconds = false } = {}) {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return '';
  const options = {
    month: lang() === 'zh' ? 'long' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  };
  if (withSeconds) options.second = '2-digit';
  if (date.getFullYear() !== new Date().getFullYear()) options.year = 'numeric';
  try {
    return new Intl.DateTimeFormat(locale(), { ...options, timeZone: zone }).format(date);
  } catch {
    return new Intl.DateTimeFormat(locale(), options).format(date);
  }
}

export function duration(seconds) {
  if (seconds >= 90) return t('soonMinutes', { n: Math.round(seconds / 60) });
  return t('soonSeconds', { n: Math.max(1, Math.round(seconds)) });
}

export const groups = (code) => String(code).replace(/[\s-]/g, '').match(/.{1,5}/g) ?? [];

/** What happened, what it means, what to do next - from the server's problem where it has them. */
export function refusalWords(problem) {
  const words = problem?.messages?.[lang()];
  if (words?.happened) return words;
  return {
    happened: problem?.title || t('unknownRefusal', { code: problem?.code ?? problem?.status ?? '?' }),
    meaning: problem?.detail || t('noServerSafe'),
    next: t('noServerNext'),
  };
}
