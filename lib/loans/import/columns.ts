export const columns = [
  'lender',
  'loan_number',
  'customer_number',
  'borrower_name',
  'email',
  'phone',
  'nominated_phone',
  'language',
  'currency',
  'brand',
  'model',
  'nickname',
  'imei',
  'imei2',
  'provider',
  'provider_device_id',
  'installments',
  'paid_elsewhere',
] as const

/** Columns that a file may leave out; where one is missing or empty, what the books hold stays. */
export const optionalColumns = ['contract_type', 'airtime_overdue'] as const

export type Column = (typeof columns)[number] | (typeof optionalColumns)[number]

/** One thing wrong with a file: where, what was written there, and why it is refused. */
export type Fault = { line: number; column?: string; value?: string; reason: string }

/** What is wrong with a header row; empty when its columns can be read, in any order. */
export function headerFaults(header: readonly string[]): Fault[] {
  const at = (column: string, reason: string): Fault => ({ line: 1, column, reason })
  const known = new Set<string>([...columns, ...optionalColumns])
  const otherFile = anotherFile(header)
  if (otherFile) return [{ line: 1, reason: otherFile }]
  return [
    ...header.flatMap((name, index) =>
      name === '' ? [{ line: 1, reason: `column ${index + 1} has no name` }] : [],
    ),
    ...header
      .filter((name) => name !== '' && !known.has(name))
      .map((name) => at(name, 'there is no such column in a loan book')),
    ...header
      .filter((name, index) => known.has(name) && header.indexOf(name) < index)
      .map((name) => at(name, 'this column is there twice')),
    ...columns
      .filter((name) => !header.includes(name))
      .map((name) => at(name, 'this column is missing')),
  ]
}

// What spreadsheets make when a file is not saved as "CSV UTF-8".
function anotherFile(header: readonly string[]): string | undefined {
  const [first = ''] = header
  if (/[\0\ufffd]/.test(first)) return 'this is not UTF-8: save the file as CSV UTF-8'
  if (header.length === 1 && /[;\t]/.test(first)) return 'the columns must be separated by commas'
  return undefined
}
