// Every sentence of the page that does not come from the server, in both languages.
const TEXTS = {
  skip: ['跳到正文', 'Skip to content'],
  brand: ['稳券', 'Floodgate'],
  nav: ['主要页面', 'Main pages'],
  tabClaim: ['领券', 'Claim'],
  tabWallet: ['卡包', 'Wallet'],
  otherLanguage: ['English', '中文'],
  loading: ['正在打开活动…', 'Opening the campaign…'],
  promise: ['领到的券不会丢失、重复或被收回。', 'A voucher you receive is never lost, doubled or taken back.'],

  scheduled: ['即将开始', 'Opens soon'],
  open: ['领取中', 'Open'],
  paused: ['暂停中', 'Paused'],
  soldOut: ['已领完', 'All claimed'],
  closed: ['已结束', 'Ended'],
  untilOpening: ['距离开始领取', 'Claiming opens in'],
  opensAt: ['{time} 开始', 'Opens {time}'],
  opening: ['马上开始…', 'Opening now…'],
  days: ['天', 'days'], hours: ['时', 'hours'], minutes: ['分', 'min'], seconds: ['秒', 'sec'],
  openLine: ['领取已经开始，请选择您要的券。', 'Claiming is open. Choose your voucher below.'],
  noHurry: ['倒计时与服务器同步。到点前没有人能领取，不必反复刷新。',
    'The countdown follows the server’s clock. Nobody can claim early, and there is no need to reload.'],
  pausedSafe: ['您的券是安全的，可以照常使用；剩余数量保持不变。',
    'Your vouchers are safe and can be used as usual; the remaining stock is kept.'],
  resumesAt: ['预计 {time} 恢复，本页会自动更新。', 'Expected back {time}. This page updates by itself.'],
  soldOutLine: ['本轮已全部领完。已领到的券可在卡包查看和使用。',
    'This round has all been claimed. What you hold is in your wallet.'],
  closedLine: ['活动已经结束。卡包里的券在有效期内仍可使用。',
    'The campaign has ended. Vouchers in your wallet stay usable until they expire.'],
  inLine: ['候场 {count} 人', '{count} people in line'],
  stale: ['暂时连不上服务器，显示的是 {time} 的情况。', 'The server cannot be reached; this is how things stood at {time}.'],

  batches: ['可领的券', 'Vouchers'],
  threshold: ['满 {amount} 可用', 'On orders from {amount}'],
  left: ['剩余 {count}', '{count} left'],
  leftOf: ['剩余 {count} / {stock}', '{count} of {stock} left'],
  claim: ['立即领取', 'Claim'],
  claimNamed: ['领取 {name}', 'Claim {name}'],
  notYet: ['尚未开始', 'Not open yet'],
  none: ['已领完', 'All claimed'],
  off: ['暂停领取', 'Paused'],
  over: ['已结束', 'Ended'],
  sending: ['正在领取…', 'Claiming…'],
  again: ['正在确认（第 {attempt} 次）…', 'Confirming (try {attempt})…'],
  waitingTitle: ['排队中', 'In line'],
  waitingAhead: ['前面还有 {ahead} 人，约 {time}。位置会保留，不必刷新。',
    '{ahead} ahead of you, about {time}. Your place is kept; there is no need to reload.'],
  soonMinutes: ['{n} 分钟', '{n} min'],
  soonSeconds: ['{n} 秒', '{n} s'],
  askAgain: ['再问一次（不会重复领取）', 'Ask again (it cannot double)'],

  claimed: ['领取成功', 'It is yours'],
  claimedNext: ['{name} 已放入卡包，{time} 前有效。', '{name} is in your wallet, valid until {time}.'],
  claimedPlain: ['{name} 已放入卡包。', '{name} is in your wallet.'],
  stamp: ['已领', 'Yours'],
  toWallet: ['打开卡包', 'Open wallet'],
  refusedSee: ['查看已领的券', 'See what you hold'],
  unconfirmed: ['还没有收到确认', 'Not confirmed yet'],
  unconfirmedNetwork: ['网络不通，不知道请求是否送达。可能已经领到，也可能没有。',
    'The network is away, so we do not know whether the request arrived. You may already hold the voucher.'],
  unconfirmedBusy: ['人很多，服务器还没来得及答复。', 'It is very busy and the server has not answered yet.'],
  unconfirmedNext: ['随时可以再问一次：同一次领取只算一次，不会重复。',
    'Ask again whenever you like: it counts as the same claim and cannot double.'],
  pendingBefore: ['上次的领取还没有得到答复。', 'Your last claim has had no answer yet.'],
  signIn: ['请先登录', 'Please sign in'],
  signInWhy: ['本页由主办方的应用打开时会自动登录。', 'This page signs you in when the organiser’s app opens it.'],
  signInNext: ['请回到主办方的应用或小程序，再次进入。您的券不受影响。',
    'Go back to the organiser’s app and come in again. Your vouchers are unaffected.'],
  noServer: ['暂时连不上服务器', 'The server cannot be reached'],
  noServerSafe: ['您已领到的券不受影响。', 'Vouchers you hold are unaffected.'],
  noServerNext: ['请检查网络；本页会自动重试。', 'Check your connection; this page keeps trying.'],
  unknownRefusal: ['没有完成：{code}', 'It was not done: {code}'],

  wallet: ['我的卡包', 'My wallet'],
  walletEmpty: ['卡包还是空的', 'Your wallet is empty'],
  walletEmptyNext: ['领到的券会出现在这里，没有网络也能查看。', 'Vouchers you claim appear here and can be seen without a network.'],
  walletCount: ['{count} 张可用', '{count} usable'],
  walletUnknown: ['卡包暂时打不开', 'Your wallet cannot be shown yet'],
  asOf: ['{time} 的内容', 'As of {time}'],
  offline: ['没有网络。这是 {time} 保存在本机的卡包；券的最新状态以门店核销时为准。',
    'You are offline. This is the copy kept on this device at {time}; the till decides by the latest state.'],
  offlineBare: ['没有网络。连上后本页会自动更新。', 'You are offline. This page updates when you are back.'],
  held: ['可使用', 'Usable'],
  partlyRedeemed: ['部分已用', 'Partly used'],
  redeemed: ['已使用', 'Used'],
  expired: ['已过期', 'Expired'],
  void: ['已作废', 'Void'],
  frozen: ['已冻结', 'Frozen'],
  validUntil: ['有效期至 {time}', 'Valid until {time}'],
  extended: ['有效期已延长：{reason}', 'Validity extended: {reason}'],
  validFrom: ['{time} 起可用', 'Usable from {time}'],
  remainingValue: ['余额 {amount}', '{amount} left'],
  showCode: ['出示', 'Show'],
  showNamed: ['出示 {name}', 'Show {name}'],
  close: ['关闭', 'Close'],
  qrAlt: ['付款时给收银员扫描的二维码', 'QR code for the till to scan'],
  qrRefresh: ['{n} 秒后自动更新', 'Renews in {n} s'],
  qrOffline: ['没有网络时不显示二维码，请向收银员出示下面的券码。',
    'There is no QR code without a network. Show the till the code below.'],
  offlineCode: ['收银台没有网络？', 'The till has no network?'],
  offlineUntil: ['离线二维码，{time} 前有效。', 'Offline code, good until {time}.'],
  qrLoading: ['正在生成二维码…', 'Making your QR code…'],
  code: ['券码', 'Voucher code'],
  codeMissing: ['登录后可查看券码。', 'Sign in to see the code.'],
  copy: ['复制券码', 'Copy code'],
  copied: ['已复制', 'Copied'],
  voucherNumber: ['券号', 'Voucher number'],

  messages: ['给您的通知', 'Messages to you'],
  messagesAway: ['暂时查不到全部通知，稍后会自动补上。', 'Not all messages can be had just now; they will be here later.'],
  statusPage: ['服务状态', 'Service status'],
  investigating: ['调查中', 'Investigating'],
  identified: ['已查明', 'Identified'],
  monitoring: ['观察中', 'Monitoring'],
  resolved: ['已解决', 'Resolved'],
  bannerReturns: ['预计 {time} 恢复', 'Expected back {time}'],

  rulesTitle: ['规则', 'Rules'],
  rule1: ['先到先得，每人限领数量由活动规定；所有人同一时刻开始。',
    'First come, first served, up to the limit for each person; everybody starts at the same moment.'],
  rule2: ['领取成功的券会保留在卡包里，有效期内在参加活动的门店使用。',
    'A claimed voucher stays in your wallet and is used at participating stores while it is valid.'],
  rule3: ['暂停或故障不会减少您的券；因此失去的有效时间会补回。',
    'A pause or a fault never costs you a voucher; validity lost to an outage is given back.'],
  dataTitle: ['您的信息如何使用', 'How your data is used'],
  data1: ['您的身份只用来保证每人限领；系统保存的是加密后的编号，不保存手机号。',
    'Your identity serves only to keep the limit for each person. A keyed number is stored, never your phone number.'],
  data2: ['本机保存语言、卡包副本和未确认的领取编号，可随时清除；券不会因此减少。',
    'This device keeps the language, a copy of the wallet and unconfirmed claim keys. Clearing them loses no voucher.'],
  data3: ['本页没有广告、统计脚本或第三方内容。', 'This page has no advertising, no tracking and nothing from third parties.'],
  forget: ['清除本机保存的内容', 'Clear what this device keeps'],
  forgotten: ['已清除。', 'Cleared.'],
  account: ['演示账号 {name}', 'Demo account {name}'],
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

export const has = (key) => Object.hasOwn(TEXTS, key);
