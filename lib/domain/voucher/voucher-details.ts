import { isBoletoLine, toBoletoBarcode } from './boleto.ts'

/** A shop by the provider's name, with what its machine or till asks for. */
export type StoreCodes = {
  store: StoreName
  paymentCode: string
  confirmationNumber: string | null
}

export const storeNames = ['familymart', 'lawson', 'ministop', 'seicomart'] as const
export type StoreName = (typeof storeNames)[number]

/** What is shown, typed or scanned to pay a voucher: digits alone. All of it empty: only the provider's own page says it. */
export type VoucherDetails = {
  /** OXXO's number, the line of a boleto, or Multibanco's reference. */
  number: string | null
  /** To whom Multibanco pays. */
  entity: string | null
  /** Of Konbini, whose shops each ask for something else. */
  stores: StoreCodes[]
}

export type Barcode = { kind: 'code128' | 'itf'; digits: string }

/** The bars that a till reads; undefined: it reads none, or the number is not whole. */
export function barcodeOf(
  method: string | null,
  { number }: Pick<VoucherDetails, 'number'>,
): Barcode | undefined {
  if (number === null) return undefined
  if (method === 'oxxo' && number.length <= 40) return { kind: 'code128', digits: number }
  if (method === 'boleto' && isBoletoLine(number))
    return { kind: 'itf', digits: toBoletoBarcode(number) }
  return undefined
}

/** Digits as people read them out, in groups: the fields of a boleto, three by three for Multibanco, else four by four. */
export function spacedOut(method: string | null, digits: string): string {
  if (method === 'boleto' && digits.length === 47)
    return digits.replace(
      /^(\d{5})(\d{5})(\d{5})(\d{6})(\d{5})(\d{6})(\d)(\d{14})$/,
      '$1.$2 $3.$4 $5.$6 $7 $8',
    )
  const size = method === 'multibanco' ? 3 : 4
  return digits.replace(new RegExp(`(\\d{${size}})(?=\\d)`, 'g'), '$1 ')
}

export const storeTitles: Record<StoreName, string> = {
  familymart: 'FamilyMart',
  lawson: 'Lawson',
  ministop: 'Ministop',
  seicomart: 'Seicomart',
}

/** What is needed at the counter, in one line for a text message; undefined: it is not known here. */
export function counterLine(
  method: string | null,
  { number, entity, stores }: VoucherDetails,
): string | undefined {
  if (method === 'konbini' && stores.length > 0) return stores.map(storeLine).join(', ')
  if (number === null) return undefined
  // As the machines write it, whatever language their user speaks.
  if (method === 'multibanco')
    return entity
      ? `Entidade ${entity}, Referência ${spacedOut(method, number)}`
      : spacedOut(method, number)
  return spacedOut(method, number)
}

function storeLine({ store, paymentCode, confirmationNumber }: StoreCodes): string {
  const codes = confirmationNumber ? `${paymentCode} / ${confirmationNumber}` : paymentCode
  return `${storeTitles[store]} ${codes}`
}
