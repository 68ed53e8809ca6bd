import { expect, test } from 'vitest'
import { describeResult } from '#lib/loans/import/describe-result.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { rowCounts } from './books.ts'
import { type BookRow, bookRow, connect, imeiOf, importBook, imported, toCsv } from './loan-book.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'serendib' })
await connect(lender)
await connect(await givenLender({ slug: 'hoshi' }))
const row = (serial: number, values: BookRow = {}) => bookRow('serendib', serial, values)
await imported([row(900), row(901, { imei2: imeiOf(990) })])
const before = await rowCounts()

async function faultsOf(book: BookRow[] | string): Promise<string[]> {
  const result = await importBook(book)
  expect(result.ok).toBe(false)
  expect(await rowCounts()).toEqual(before)
  return describeResult(result).slice(0, -1)
}

const wrongImei = `${imeiOf(1).slice(0, 14)}${(Number(imeiOf(1).at(-1)) + 1) % 10}`

test.for<[values: BookRow, fault: string]>([
  [{ lender: 'nobody' }, 'lender: "nobody": is no lender here; known: hoshi, serendib'],
  [{ loan_number: '' }, 'loan_number: is empty'],
  [
    { loan_number: 'L'.repeat(65) },
    `loan_number: "${'L'.repeat(59)}…": is longer than 64 characters`,
  ],
  [{ customer_number: '  ' }, 'customer_number: is empty'],
  [
    { borrower_name: 'Nim\0ali' },
    'borrower_name: "Nim ali": has a line break or another control character',
  ],
  [{ email: 'nimali@mail' }, 'email: "nimali@mail": is not an e-mail address'],
  [
    { phone: '0771234567' },
    'phone: "0771234567": must be written with + and the country code, digits only: +94771234567',
  ],
  [
    { nominated_phone: '9.4771E+10' },
    'nominated_phone: "9.4771E+10": must be written with + and the country code, digits only: +94771234567',
  ],
  [{ language: 'si' }, 'language: "si": must be en, es or ar'],
  [{ currency: 'Rs.' }, 'currency: "Rs.": is not an ISO 4217 currency, as LKR or MXN'],
  [{ brand: '' }, 'brand: is empty'],
  [{ model: '' }, 'model: is empty'],
  [{ imei: '' }, 'imei: an IMEI has 15 digits'],
  [{ imei: '3.56938E+14' }, 'imei: "3.56938E+14": an IMEI has 15 digits'],
  [{ imei: wrongImei }, `imei: "${wrongImei}": the check digit does not fit`],
  [{ imei2: wrongImei }, `imei2: "${wrongImei}": the check digit does not fit`],
  [{ imei2: imeiOf(1) }, `imei2: "${imeiOf(1)}": is the same as imei`],
  [
    { provider: 'knox' },
    'provider: "knox": this lender has no connection to that provider; known: http',
  ],
  [{ provider_device_id: '' }, 'provider_device_id: is empty'],
  [{ installments: '' }, 'installments: is empty'],
  [
    { installments: '2026-10-01 9225.00' },
    'installments: "2026-10-01 9225.00": installment 1: must be written as date:amount, as 2026-10-01:9225.00',
  ],
  [
    { installments: '2026-01-31:1|2026-02-29:1' },
    'installments: "2026-01-31:1|2026-02-29:1": installment 2: "2026-02-29" is not a date, as 2026-10-01',
  ],
  [
    { installments: '2026-02-01:1|2026-01-01:1' },
    'installments: "2026-02-01:1|2026-01-01:1": installment 2: 2026-01-01 is before 2026-02-01: the oldest comes first',
  ],
  [
    { installments: '2026-01-01:9,225.00' },
    'installments: "2026-01-01:9,225.00": installment 1: "9,225.00" is not an amount in LKR, as 9225.00',
  ],
  [
    { installments: '2026-01-01:0' },
    'installments: "2026-01-01:0": installment 1: the amount is zero',
  ],
  [
    { installments: '2026-01-01:5.5', currency: 'JPY' },
    'installments: "2026-01-01:5.5": installment 1: "5.5" is not an amount in JPY, as 9225',
  ],
  [
    { installments: '2026-01-01:99999999999999' },
    'installments: "2026-01-01:99999999999999": installment 1: "99999999999999" is too large',
  ],
  [{ paid_elsewhere: '-5' }, 'paid_elsewhere: "-5": is not an amount in LKR, as 9225.00'],
  [{ paid_elsewhere: '1.234' }, 'paid_elsewhere: "1.234": is not an amount in LKR, as 9225.00'],
  [
    { loan_number: 'L-900', imei: imeiOf(900), provider_device_id: 'dev-900', currency: 'USD' },
    'currency: "USD": this loan is booked in LKR and stays so',
  ],
  [{ imei: imeiOf(900) }, `imei: "${imeiOf(900)}": this phone belongs to loan L-900`],
  [{ imei2: imeiOf(990) }, `imei2: "${imeiOf(990)}": this phone belongs to loan L-901`],
  [
    { provider_device_id: 'dev-900' },
    'provider_device_id: "dev-900": this device belongs to loan L-900',
  ],
])('a bad field is named with line, column and reason: %j', async ([values, fault]) => {
  // A quoted line break in the row before: lines are those of the file, not rows.
  const csv = toCsv([row(2), row(1, values)]).replace('Xiaomi', '"Xiaomi"')
  expect(await faultsOf(csv)).toEqual([`line 3, column ${fault}`])
})

test('a line break inside quotes counts as a line', async () => {
  const faults = await faultsOf([row(1, { brand: 'Xia\r\nomi' }), row(2, { brand: '' })])
  expect(faults).toEqual([
    'line 2, column brand: "Xia  omi": has a line break or another control character',
    'line 4, column brand: is empty',
  ])
})

test('every fault of a row is named, and every bad row', async () => {
  const faults = await faultsOf([row(1, { email: 'x', brand: '' }), row(2), row(3, { imei: '1' })])
  expect(faults.map((fault) => fault.split(':')[0])).toEqual([
    'line 2, column email',
    'line 2, column brand',
    'line 4, column imei',
  ])
})

test('the same loan, phone or device twice is named at its second place', async () => {
  const faults = await faultsOf([
    row(1),
    row(2, { loan_number: 'L-1' }),
    row(3, { imei: imeiOf(1) }),
    row(4, { imei2: imeiOf(3), email: 'bad' }),
    row(5, { imei2: imeiOf(1) }),
    row(6, { provider_device_id: 'dev-1' }),
  ])
  expect(faults).toEqual([
    'line 3, column loan_number: "L-1": this loan is also on line 2',
    `line 4, column imei: "${imeiOf(1)}": this phone is also on line 2`,
    'line 5, column email: "bad": is not an e-mail address',
    `line 6, column imei2: "${imeiOf(1)}": this phone is also on line 2`,
    'line 7, column provider_device_id: "dev-1": this device is also on line 2',
  ])
})

test('a phone may be known to two lenders', async () => {
  const result = await importBook([row(1), bookRow('hoshi', 1)], { dryRun: true })
  expect(result.ok).toBe(true)
})

test('two rows of one borrower that contradict each other are named', async () => {
  const same = { customer_number: 'C-1', phone: '+94770000001' }
  const faults = await faultsOf([
    row(1, { ...same, email: 'a@mail.example' }),
    row(2, { ...same, email: 'b@mail.example', borrower_name: 'Someone Else' }),
    row(3, { ...same, email: 'a@mail.example', nominated_phone: '+94770000009' }),
  ])
  expect(faults).toEqual([
    'line 3, column borrower_name: "Someone Else": line 2 says "Nimali Perera" for the same customer_number',
    'line 3, column email: "b@mail.example": line 2 says "a@mail.example" for the same customer_number',
    'line 4, column nominated_phone: "+94770000009": line 2 says nothing for the same customer_number',
  ])
})

test('a row that is refused anyway contradicts nobody', async () => {
  const same = { customer_number: 'C-1', phone: '+94770000001', email: 'a@mail.example' }
  expect(await faultsOf([row(1, { ...same, email: 'a' }), row(2, same)])).toEqual([
    'line 2, column email: "a": is not an e-mail address',
  ])
})

test.for<[name: string, change: (csv: string) => string, faults: string[]]>([
  [
    'an unknown column',
    (csv) => csv.replace('email', 'e-mail'),
    [
      'line 1, column e-mail: there is no such column in a loan book',
      'line 1, column email: this column is missing',
    ],
  ],
  [
    'a column twice',
    (csv) => csv.replace('imei2', 'imei'),
    [
      'line 1, column imei: this column is there twice',
      'line 1, column imei2: this column is missing',
    ],
  ],
  [
    'semicolons',
    (csv) => csv.replaceAll(',', ';'),
    ['line 1: the columns must be separated by commas'],
  ],
  ['nothing at all', () => '', ['line 1: the file is empty']],
  [
    'a field too many',
    (csv) => `${csv},more`,
    ['line 3: the row has 19 fields, the header has 18'],
  ],
  [
    'a quote never closed',
    (csv) => csv.replace('L-2', '"L-2'),
    ['line 3: a quote that opens in this row is never closed'],
  ],
  [
    'a quote in a field',
    (csv) => csv.replace('13T', '6" 13T'),
    [
      'line 2: a quote stands in the middle of a field: put the field in quotes and write "" for each quote in it',
    ],
  ],
  [
    'another encoding',
    (csv) => csv.replace('Nimali', 'Nim\ufffdli'),
    ['line 2, column borrower_name: "Nim\ufffdli Perera": is not UTF-8'],
  ],
])('%s is named', async ([, change, faults]) => {
  expect(await faultsOf(change(toCsv([row(1), row(2)])))).toEqual(faults)
})

test('rows before the place where a file stops being CSV are still named', async () => {
  const csv = toCsv([row(1, { brand: '' }), row(2)]).replace('L-2', '"L-2')
  expect((await faultsOf(csv))[0]).toBe('line 2, column brand: is empty')
})

test('a file full of faults lists the first thousand and counts the rest', async () => {
  const book = Array.from({ length: 1_500 }, (_, index) => row(1_000 + index, { language: 'xx' }))
  const faults = await faultsOf([...book, ...book.map((one) => ({ ...one, language: 'en' }))])
  expect(faults).toHaveLength(1_001)
  // 1,500 languages; then every row repeats a loan, a phone and a device.
  expect(faults.at(-1)).toBe('… and 5,000 more.')
  expect(faults[0]).toBe('line 2, column language: "xx": must be en, es or ar')
})
