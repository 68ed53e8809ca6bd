// 3GPP TS 23.038: the alphabet in which a part of a text holds 160 letters; of those in the extension each counts twice.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extension = new Set('^{}\\[~]|€')

const sizes = { gsm: { alone: 160, each: 153 }, ucs2: { alone: 70, each: 67 } } as const

/** In which alphabet a text travels, and in how many parts: each is paid for. */
export function textParts(text: string): { alphabet: 'gsm' | 'ucs2'; parts: number } {
  const alphabet = isGsm(text) ? 'gsm' : 'ucs2'
  const twice = [...text].filter((sign) => extension.has(sign)).length
  const length = alphabet === 'gsm' ? text.length + twice : text.length
  const { alone, each } = sizes[alphabet]
  return { alphabet, parts: length <= alone ? 1 : Math.ceil(length / each) }
}

function isGsm(text: string): boolean {
  return [...text].every((sign) => basic.has(sign) || extension.has(sign))
}

const alike: Record<string, string> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '«': '"',
  '»': '"',
  '\u2013': '-',
  '\u2014': '-',
  '\u2011': '-',
  '\u2212': '-',
  '…': '...',
  '·': '-',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  º: 'o',
  ª: 'a',
}

// Signs of money that the alphabet lacks, as they are called everywhere.
const moneySigns: Record<string, string> = {
  '₹': 'INR',
  '₦': 'NGN',
  '₱': 'PHP',
  '₫': 'VND',
  '₺': 'TRY',
  '₴': 'UAH',
  '฿': 'THB',
  '₩': 'KRW',
  '₪': 'ILS',
  '₡': 'CRC',
  '₲': 'PYG',
  '₸': 'KZT',
  '₽': 'RUB',
  '₵': 'GHS',
  '₭': 'LAK',
  '₮': 'MNT',
  '৳': 'BDT',
  '₼': 'AZN',
  '₾': 'GEL',
  '៛': 'KHR',
  '₨': 'Rs',
  '￥': '¥',
  '﷼': 'IRR',
}

/**
 * A text in the alphabet of few parts, where its words can be written in it: plain spaces, é and ñ as they are, á as a.
 * One that cannot (Arabic) keeps every sign.
 */
export function asTextMessage(text: string): string {
  const folded = [...text.normalize('NFC')].map(plainSign).join('')
  return isGsm(folded) ? folded : text
}

function plainSign(sign: string): string {
  if (basic.has(sign) || extension.has(sign)) return sign
  if (/\s/u.test(sign)) return ' '
  if (/\p{Cf}/u.test(sign)) return ''
  const money = moneySigns[sign]
  if (money) return money === '¥' ? money : `${money} `
  return alike[sign] ?? sign.normalize('NFD').replace(/\p{M}/gu, '')
}
