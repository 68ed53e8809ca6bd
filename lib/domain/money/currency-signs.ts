// Every tag under which we write money, and the plain languages beside them.
const languages = ['en', 'en-GB', 'es', 'es-419', 'ar'] as const

// What the people of a country write beside its own currency, in whichever language of the world they speak.
const worldLanguages = ['en', 'es', 'fr', 'pt', 'ar'] as const

// A currency's first two letters are its country's (ISO 4217), but for those that several countries share.
const countries: Record<string, string> = {
  ANG: 'CW',
  XAF: 'CM',
  XCD: 'LC',
  XCG: 'CW',
  XOF: 'SN',
  XPF: 'PF',
}

// What people write beside an amount and Intl does not know.
const alsoWritten: Record<string, string> = {
  AED: 'dh dhs',
  BDT: 'tk',
  BGN: 'lv',
  BHD: 'bd',
  BYN: 'руб',
  CHF: 'fr sfr',
  CNY: '元 圆 rmb',
  CVE: 'esc $',
  CZK: 'kc',
  EGP: 'le',
  ETB: 'br',
  GBP: 'stg',
  HKD: '元 hk',
  HNL: 'lps',
  HTG: 'gde gdes',
  IDR: 'rp',
  INR: 'rs re रु रू',
  JOD: 'jd',
  JPY: '円 圓',
  KES: 'kshs sh shs /=',
  KRW: '원',
  KWD: 'kd',
  KZT: 'тг',
  LBP: 'll',
  LKR: 're ரூ',
  LSL: 'm',
  MAD: 'dh dhs',
  MMK: 'ks',
  MUR: 're',
  MVR: 'mrf',
  MXN: 'mn',
  MZN: 'mt',
  NGN: 'n',
  NPR: 're',
  OMR: 'ro',
  PHP: 'p',
  PKR: 're',
  PLN: 'zl',
  PYG: 'g',
  QAR: 'qr',
  RSD: 'din дин',
  RUB: 'руб р',
  RWF: 'frw',
  SAR: 'sr',
  SCR: 're rs',
  SOS: 'sh shs sosh',
  THB: 'บาท',
  TRY: 'tl',
  TWD: '元 圓 nt',
  TZS: 'tshs sh shs /=',
  UAH: 'грн',
  UGX: 'ushs sh shs /=',
  VND: 'đ vnđ',
  XAF: 'f',
  XOF: 'f',
  XPF: 'f',
}

/** Whether what stands before an amount says no more than its currency. */
export function isSignBefore(text: string, currency: string): boolean {
  return text.trim() === '' || signsOf(currency).has(bare(text))
}

/** Whether what stands after an amount says no more than its currency, or that nothing follows: "9225/-", "100,-", "9225 only". */
export function isSignAfter(text: string, currency: string): boolean {
  const sign = text
    .replace(/\bonly\s*$/i, '')
    .replace(/^[.,/]\s*[-–—=]*/, '')
    .trim()
  // "5k" is five thousand to many, and five kwacha to some.
  const isClear = !/^[a-z]$/.test(sign)
  return sign === '' ? text.trim() !== '/' : isClear && signsOf(currency).has(bare(sign))
}

const known = new Map<string, ReadonlySet<string>>()

function signsOf(currency: string): ReadonlySet<string> {
  const signs = known.get(currency) ?? new Set(writtenSigns(currency).map(bare))
  known.set(currency, signs)
  return signs
}

function writtenSigns(currency: string): string[] {
  const forms = languages.flatMap((language) =>
    (['code', 'symbol', 'narrowSymbol', 'name'] as const).flatMap((currencyDisplay) =>
      [1, 2, 3, 11].map((count) => shownAs(currency, { language, currencyDisplay, count })),
    ),
  )
  // Of a long name one word is enough: "rupees".
  const words = forms.flatMap((form) => form.split(/\s+/)).filter((word) => bare(word).length > 1)
  const also = (alsoWritten[currency] ?? '').split(' ')
  return [...forms, ...words, ...signsAtHome(currency), ...also].filter((sign) => bare(sign) !== '')
}

function signsAtHome(currency: string): string[] {
  const country = countries[currency] ?? currency.slice(0, 2)
  const own = new Intl.Locale(`und-${country}`).maximize().minimize().toString()
  return [own, ...worldLanguages.map((language) => `${language}-${country}`)].flatMap((language) =>
    (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) =>
      shownAs(currency, { language, currencyDisplay, count: 5 }),
    ),
  )
}

type Form = {
  language: string
  currencyDisplay: 'code' | 'symbol' | 'narrowSymbol' | 'name'
  count: number
}

function shownAs(currency: string, { language, currencyDisplay, count }: Form): string {
  const parts = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay,
    maximumFractionDigits: 0,
  }).formatToParts(count)
  return parts.find(({ type }) => type === 'currency')?.value ?? ''
}

// Signs differ in nothing but their letters: "Rs.", "rs", "ر.س.".
function bare(sign: string): string {
  return sign
    .normalize('NFKC')
    .replace(/[\s.\p{Cf}]/gu, '')
    .toLowerCase()
}
