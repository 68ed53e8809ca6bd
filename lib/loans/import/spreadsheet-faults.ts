import { toWesternDigits } from '#lib/domain/identity/digits.ts'
import type { Column } from './columns.ts'

/** What names a person or a phone, or is a way to them: two of them read as one would be one person. */
const identifiers: ReadonlySet<Column> = new Set<Column>([
  'lender',
  'loan_number',
  'customer_number',
  'email',
  'phone',
  'nominated_phone',
  'imei',
  'imei2',
  'provider',
  'provider_device_id',
])

type Sign = { pattern: RegExp; reason: string }

const advice = 'write the column as text and save it again'

// No column of a loan book can hold these.
const ofAnyColumn: readonly Sign[] = [
  // #N/A, #REF!, #VALUE!, #DIV/0!, #¡VALOR!, Err:502; #### where a column is too narrow.
  {
    pattern: /^(?:#[\p{L}¡¿/_]+0?[!?]?|#+|Err:\d{3})$/u,
    reason: 'is an error of a spreadsheet, no value',
  },
  { pattern: /^=/, reason: 'is a formula, no value' },
  {
    pattern: /^(?:[([<]?null[)\]>]?|\(blank\)|\\n|n\/a|undefined)$/i,
    reason: 'stands where nothing is known: leave the field empty',
  },
]

const ofIdentifiers: readonly Sign[] = [
  ...ofAnyColumn,
  { pattern: /^['’‘`]/u, reason: 'begins with an apostrophe, which a spreadsheet has put there' },
  // 1.99012E+11; of a whole one, 2E+11, only with its sign: a device may be called 3E10.
  {
    pattern: /^-?\d(?:[.,]\d+E[+-]?|E[+-])\d{1,3}$/i,
    reason: `was shortened by a spreadsheet: ${advice}`,
  },
  { pattern: /^\d+[.,]0+$/, reason: `was made a number with decimals: ${advice}` },
  { pattern: /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/, reason: `was made a number with commas: ${advice}` },
  // What was 3-12 before.
  {
    pattern:
      /^(?:\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?|[A-Z][a-z]{2}-\d{2,4}|(?:[012]?\d|3[01])\/(?:[012]?\d|3[01])\/\d{4})$/,
    reason: `was made a date by a spreadsheet: ${advice}`,
  },
  {
    pattern:
      /^(?:true|false|none|nil|nan|[-+]?infinity|na|n\.a\.?|k\.\s?a\.?|unknown|missing|tbd|n\/d|s\/n|sin n[uú]mero|ningun[oa]|desconocid[oa]|غير معروف|لا يوجد|[-–—?.*x]+|\+?[0٠۰０]+)$/iu,
    reason: 'stands where nothing is known, and many would be the same',
  },
]

/** Why the text of a field cannot be what the lender's system knows: what spreadsheets and exports put in its place. */
export function spreadsheetFault(column: Column, text: string): string | undefined {
  const signs = identifiers.has(column) ? ofIdentifiers : ofAnyColumn
  const plain = toWesternDigits(text.normalize('NFKC'))
  return signs.find(({ pattern }) => pattern.test(plain))?.reason
}
