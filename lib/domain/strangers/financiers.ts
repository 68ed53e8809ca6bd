export const financierKinds = ['phone_lender', 'shop', 'bank', 'carrier'] as const
export type FinancierKind = (typeof financierKinds)[number]

/** Whether a company locks phones that are not paid; what nobody has shown us is unknown. */
export type LocksPhones = 'yes' | 'unknown'

export type Financier = {
  name: string
  /** What else people call it. */
  also: readonly string[]
  kind: FinancierKind
  /** ISO 3166-1, where it is known from; none: several. */
  countries: readonly string[]
  locks: LocksPhones
  site: string
}

/** When somebody last read what these companies say of themselves. */
export const financiersReadOn = '2026-11-29'

/** Others who let people pay for a phone in parts, with what their own pages say of locking. */
export const financiers: readonly Financier[] = [
  {
    name: 'Barclays Partner Finance',
    also: ['Barclays', 'Barclays Bank'],
    kind: 'bank',
    countries: ['GB'],
    locks: 'unknown',
    site: 'https://www.barclays.co.uk',
  },
  {
    name: 'Dialog',
    also: ['Dialog Axiata', 'Dialog Smartphone Plan'],
    kind: 'carrier',
    countries: ['LK'],
    locks: 'yes',
    site: 'https://www.dialog.lk',
  },
  {
    name: 'Klarna',
    also: ['Klarna Bank'],
    kind: 'shop',
    countries: [],
    locks: 'unknown',
    site: 'https://www.klarna.com',
  },
  {
    name: 'M-KOPA',
    also: ['Mkopa Solar'],
    kind: 'phone_lender',
    countries: ['KE', 'UG', 'NG', 'GH', 'ZA'],
    locks: 'yes',
    site: 'https://www.m-kopa.com',
  },
  {
    name: 'PayJoy',
    also: [],
    kind: 'phone_lender',
    countries: [],
    locks: 'yes',
    site: 'https://www.payjoy.com',
  },
  {
    name: 'Safaricom',
    also: ['Lipa Mdogo Mdogo', 'Safaricom Lipa Mdogo Mdogo'],
    kind: 'carrier',
    countries: ['KE', 'ET'],
    locks: 'yes',
    site: 'https://www.safaricom.co.ke',
  },
]

/** A name as it is compared: letters and digits alone, whatever they are written with. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

// Below this a beginning is anybody's.
const shortestBeginning = 5

/** Whether somebody typed this name, as contracts write it: alone, or with what a company has behind it. */
export function isCalled(name: string, typed: string): boolean {
  const [known, said] = [nameKey(name), nameKey(typed)]
  if (known === '') return false
  return said === known || (known.length >= shortestBeginning && said.startsWith(known))
}

// What companies of any kind have in their names: alone it names none of them.
const ofAnyCompany = new Set(
  `ltd limited plc llc inc corp company pvt private pte gmbh srl sab bhd sdn spa the and del las los para
   mobile mobiles movil moviles celular celulares phone phones telefono telefonos telecom smartphone smartphones
   finance financing financial financiera financiamiento credit credito creditos loan loans prestamo prestamos
   lending lender bank banco shop store tienda group grupo`.split(/\s+/),
)
const shortestPart = 4

/** Whether what somebody typed is a part of this name, with or without what stands behind a company's: it may be meant. */
export function isPartOf(name: string, typed: string): boolean {
  const known = wordsOf(name)
  const said = wordsOf(typed).filter((word) => word.length > 2 && !ofAnyCompany.has(word))
  return (
    said.length > 0 &&
    said.every((word) =>
      known.some((one) => one === word || (word.length >= shortestPart && one.startsWith(word))),
    )
  )
}

function wordsOf(name: string): string[] {
  return name.split(/[\s,;()/–—-]+/u).map(nameKey)
}

/** The other company that was meant; undefined: nobody we know. */
export function financierCalled(typed: string): Financier | undefined {
  return financiers.find(({ name, also }) => [name, ...also].some((one) => isCalled(one, typed)))
}

/** A loan number, a telephone number or an IMEI in the place of a name: it is looked up for nobody. */
export function isNumber(typed: string): boolean {
  const key = nameKey(typed)
  return /\p{N}{4}/u.test(key) && key.replace(/\P{N}/gu, '').length * 2 >= key.length
}
