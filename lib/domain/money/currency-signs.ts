// Every tag under which we write money, and the plain languages beside them.
const languages = ['en', 'en-GB', 'es', 'es-419', 'ar'] as const

// What people write beside an amount and Intl does not know, or not in our languages.
const alsoWritten: Record<string, string> = {
  LKR: 'rs re රු ரூ',
  INR: 'rs re रु रू',
  NPR: 'rs re रु रू',
  PKR: 'rs re',
  MUR: 'rs re',
  SCR: 'rs re',
  BDT: 'tk ৳',
  JPY: '円 圓 yen',
  CNY: '元 圆 rmb yuan',
  TWD: '元 圓 nt',
  HKD: '元 hk',
  KRW: '원 won',
  MXN: 'mn',
  KES: 'ksh /=',
  TZS: 'tsh /=',
  UGX: 'ush /=',
  NGN: 'n',
  ZAR: 'r',
  IDR: 'rp',
  THB: 'บาท',
  XOF: 'cfa fcfa f',
  XAF: 'cfa fcfa f',
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
  return [...forms, ...words, ...(alsoWritten[currency] ?? '').split(' ')].filter(
    (sign) => bare(sign) !== '',
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
