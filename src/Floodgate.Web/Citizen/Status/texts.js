// Every sentence of the status page that is not a notice's own, in both languages.
const TEXTS = {
  skip: ['跳到正文', 'Skip to content'],
  brand: ['稳券', 'Floodgate'],
  title: ['服务状态', 'Service status'],
  otherLanguage: ['English', '中文'],
  loading: ['正在查询…', 'Looking…'],
  good: ['一切正常', 'All is well'],
  goodMeans: ['目前没有影响领券或用券的事件。', 'No incident affects claiming or using vouchers just now.'],
  bad: ['正在处理 {n} 个事件', '{n} incident being worked on'],
  badMany: ['正在处理 {n} 个事件', '{n} incidents being worked on'],
  badMeans: ['您已领到的券都在，不受影响。详情和预计恢复时间见下。',
    'Vouchers you already hold are safe and unaffected. What happened, and when we expect it to be over, is below.'],
  drill: ['这是演练节点，以下均为演练，不涉及真实的券。',
    'This server is for drills: all of this is a drill and concerns no real voucher.'],
  away: ['暂时查不到状态', 'The status cannot be had just now'],
  awayMeans: ['网络或服务器没有回应，本页会继续尝试。已领到的券不受影响。',
    'The network or the server does not answer. This page keeps trying. Vouchers you hold are unaffected.'],
  checked: ['{time} 更新，本页会自动刷新。', 'As of {time}. This page updates by itself.'],
  stale: ['{time} 之后没有新的回应。', 'There has been no answer since {time}.'],
  live: ['正在处理', 'Now'],
  history: ['历史记录', 'History'],
  none: ['最近没有事件。', 'No recent incidents.'],
  older: ['更早的记录', 'Older incidents'],
  investigating: ['调查中', 'Investigating'],
  identified: ['已查明', 'Identified'],
  monitoring: ['观察中', 'Monitoring'],
  resolved: ['已解决', 'Resolved'],
  postmortem: ['已复盘', 'Reviewed'],
  since: ['{time} 开始', 'Since {time}'],
  span: ['{from} 至 {to}', '{from} to {to}'],
  returns: ['预计 {time} 恢复', 'Expected to be over by {time}'],
  campaigns: ['涉及活动：{names}', 'Campaigns: {names}'],
  everything: ['涉及全部活动', 'All campaigns'],
  updates: ['全部更新（{n}）', 'All updates ({n})'],
  foot: ['本页不依赖活动数据库，故障时也能打开。', 'This page does not need the database; it opens during a fault as well.'],
  toClaim: ['去领券页面', 'To the voucher page'],
  data: ['状态数据（JSON）', 'The data (JSON)'],
};

let language = initial();

function initial() {
  const chosen = localStorage.getItem('fg.lang');
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return (navigator.language || 'zh').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const lang = () => language;

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('fg.lang', language);
}

export function t(key, values = {}) {
  const text = TEXTS[key]?.[language === 'zh' ? 0 : 1] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

export const said = (text) => text?.[language] || text?.zh || text?.en || '';
