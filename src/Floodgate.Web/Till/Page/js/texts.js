// Every sentence of the till's page that does not come from the server; the language is the citizen's page's own.
import { lang } from '/js/texts.js';

const TEXTS = {
  skip: ['跳到正文', 'Skip to content'],
  brand: ['收银台', 'Till'],
  otherLanguage: ['English', '中文'],
  signInTitle: ['登录收银台', 'Sign in to the till'],
  signInLead: ['输入门店密钥，就能扫码核销。', 'Enter the store’s key, then scan vouchers.'],
  storeKey: ['门店密钥（fgk_ 开头）', 'Store key (begins with fgk_)'],
  terminal: ['收银机编号', 'Name of this till'],
  remember: ['在这台设备上记住密钥（断网重启后也能用）', 'Remember the key on this device (works after a restart without network)'],
  signIn: ['登录', 'Sign in'],
  signingIn: ['正在登录…', 'Signing in…'],
  signOut: ['退出登录', 'Sign out'],
  keyMissing: ['请输入门店密钥。', 'Enter the store’s key.'],
  keyRefused: ['密钥不对或已停用。请向店长核对。', 'The key is wrong or no longer good. Ask your manager.'],
  keyRole: ['这不是收银密钥。请使用门店的收银密钥。', 'This is not a till’s key. Use the store’s till key.'],
  noServer: ['连不上服务器。请检查网络后再试。', 'The server cannot be reached. Check the network and try again.'],

  takeTitle: ['核销', 'Take a voucher'],
  voucher: ['券码或二维码', 'Voucher code or QR'],
  scan: ['扫码', 'Scan'],
  amount: ['订单金额（元）', 'Order amount'],
  order: ['订单号', 'Order number'],
  newOrder: ['换一个', 'New'],
  take: ['核销', 'Take'],
  taking: ['正在核销…', 'Taking…'],
  codeMissing: ['请扫码或输入券码。', 'Scan or type the voucher’s code.'],
  amountWrong: ['请输入金额，最多两位小数。', 'Enter the amount, two decimals at most.'],
  orderMissing: ['请输入订单号。', 'Enter an order number.'],

  good: ['核销成功', 'Taken'],
  before: ['这单已经核销过，不会重复', 'Taken before: nothing is taken twice'],
  discount: ['优惠', 'Discount'],
  payable: ['顾客应付', 'To pay'],
  next: ['下一单', 'Next'],
  notTaken: ['没有核销', 'Not taken'],
  notTakenMeaning: ['已向服务器确认：这张券没有被这单使用。', 'The server confirms: this order has not used the voucher.'],
  notTakenNext: ['可以再核销一次，不会重复。', 'Take it again; it cannot double.'],
  unknown: ['结果还不知道', 'Not known yet'],
  unknownMeaning: ['请求已发出，还没有答复。券可能已核销，也可能没有。', 'The request went out and has had no answer. The voucher may have been taken or not.'],
  unknownNext: ['先不要让利，也不要换单。正在按订单号查询…', 'Give no discount yet and keep the order. Asking by its number…'],
  askAgain: ['再查一次', 'Ask again'],
  takeAgain: ['再核销一次', 'Take again'],

  today: ['今天的核销', 'Today'],
  todaySum: ['{count} 笔，优惠 {amount}', '{count} taken, {amount} off'],
  todayEmpty: ['今天还没有核销。', 'Nothing taken today yet.'],
  todayAway: ['暂时拿不到今天的列表。', 'Today’s list cannot be had just now.'],
  todayMore: ['只显示最近 {count} 笔。', 'Only the latest {count} are shown.'],
  row: ['减 {discount}，付 {payable}', '{discount} off, pays {payable}'],
  undone: ['已撤销', 'Undone'],
  refunded: ['已退款', 'Refunded'],
  offlineTag: ['离线', 'Offline'],
  undo: ['撤销（{n} 分）', 'Undo ({n} min)'],
  undoNamed: ['撤销（{n} 分），订单 {order}', 'Undo ({n} min), order {order}'],
  undoTitle: ['撤销这笔核销？', 'Undo this redemption?'],
  undoMeaning: ['订单 {order}：{amount} 优惠取消，券退回给顾客。', 'Order {order}: the {amount} discount is cancelled and the voucher goes back to the customer.'],
  undoYes: ['撤销', 'Undo'],
  undoNo: ['不撤销', 'Keep it'],
  undoDone: ['已撤销，券已退回', 'Undone; the voucher is back'],
  undoUnknown: ['撤销还没有得到答复，请再试一次；重复撤销没有影响。', 'The undo has had no answer. Try again; undoing twice does no harm.'],

  scanTitle: ['对准顾客的二维码', 'Point at the customer’s QR code'],
  scanNoCamera: ['打不开摄像头。请输入券码。', 'The camera cannot be opened. Type the code.'],
  close: ['关闭', 'Close'],

  away: ['没有网络，现在不能核销。', 'No network: nothing can be taken now.'],
  awayNext: ['请留住顾客的订单，连上后再核销；不要先让利。', 'Keep the order and take the voucher when you are back; give no discount before.'],
};

export function t(key, values = {}) {
  const text = TEXTS[key]?.[lang() === 'zh' ? 0 : 1] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}
