/** Where a country tells of a phone by its IMEI: on a page, or by a text message. */
export type PhoneRegister = {
  /** ISO 3166-1. */
  country: string
  name: string
  /** What it tells: whether a phone was reported stolen or is blocked, or whether it may be used at all. */
  tells: 'stolen' | 'approved' | 'restricted'
  page?: string
  text?: { to: string; write: string }
}

/** When somebody last read of each. */
export const registersReadOn = '2026-11-30'

export const phoneRegisters: readonly PhoneRegister[] = [
  {
    country: 'BD',
    name: 'BTRC',
    tells: 'approved',
    text: { to: '16002', write: 'KYD 123456789012345' },
  },
  { country: 'IN', name: 'CEIR', tells: 'stolen', page: 'https://ceir.sancharsaathi.gov.in' },
  {
    country: 'JP',
    name: 'docomo',
    tells: 'restricted',
    page: 'https://nw-restriction.nttdocomo.co.jp',
  },
  {
    country: 'LK',
    name: 'TRCSL',
    tells: 'approved',
    text: { to: '1909', write: 'IMEI 123456789012345' },
  },
  { country: 'MX', name: 'IFT', tells: 'stolen', page: 'https://www.ift.org.mx' },
  { country: 'PK', name: 'PTA', tells: 'approved', text: { to: '8484', write: '123456789012345' } },
  { country: 'US', name: 'CTIA', tells: 'stolen', page: 'https://stolenphonechecker.org' },
]

/** The registers of a country first, then the others. */
export function registersFor(country: string | null): readonly PhoneRegister[] {
  const isHere = (one: PhoneRegister) => one.country === country
  return [...phoneRegisters.filter(isHere), ...phoneRegisters.filter((one) => !isHere(one))]
}
