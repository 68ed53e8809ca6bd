import { expect, test } from 'vitest'
import { describeFault, faultList } from '#lib/loans/import/faults.ts'
import { givenLoans, row } from './given-loans.ts'
import { toCsv } from './loan-book.ts'

const { faultsOf } = await givenLoans()

test('a line break inside quotes counts as a line', async () => {
  const faults = await faultsOf([row(1, { brand: 'Xia\r\nomi' }), row(2, { brand: '' })])
  expect(faults).toEqual([
    'line 2, column brand: "Xia  omi": has a line break or another control character',
    'line 4, column brand: is empty',
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
  [
    'a word of the spreadsheet before the header',
    (csv) => `sep=;\r\n${csv.replaceAll(',', ';')}`,
    ['line 1: the columns must be separated by commas'],
  ],
  [
    'two bytes a character',
    (csv) => [...csv].join('\0'),
    ['line 1: this is not UTF-8: save the file as CSV UTF-8'],
  ],
  [
    'a workbook',
    () => 'PK\u0003\u0004\u0014\0\u0006,[Content_Types].xml',
    ['line 1: this is a workbook: save it as CSV UTF-8, with commas'],
  ],
  [
    'a workbook whose packed bytes have a quote among them',
    () => 'PK\u0003\u0004\u0014\0\u0006\0ab"cd\nef',
    ['line 1: this is a workbook: save it as CSV UTF-8, with commas'],
  ],
  [
    'a column without a name',
    (csv) => `${csv.replaceAll('\r\n', ',\r\n')},`,
    ['line 1: column 19 has no name'],
  ],
  [
    'a name that would write on a terminal',
    (csv) => csv.replace('email', '\u001b[2Jemail'),
    [
      'line 1, column  [2Jemail: there is no such column in a loan book',
      'line 1, column email: this column is missing',
    ],
  ],
  [
    'a bad row after rows with nothing in them',
    (csv) => [csv, ','.repeat(17), '', ` ,${','.repeat(16)}`, 'x'].join('\r\n'),
    ['line 7: the row has 1 fields, the header has 18'],
  ],
  [
    'a name that nobody can see',
    (csv) => csv.replace('Nimali Perera', '\u200b\u2063'),
    ['line 2, column borrower_name: "\u200b\u2063": is empty'],
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

test('a file full of faults names every one of them', async () => {
  const book = Array.from({ length: 1_500 }, (_, index) => row(1_000 + index, { language: 'xx' }))
  const faults = await faultsOf([...book, ...book.map((one) => ({ ...one, language: 'en' }))])
  // 1,500 languages; then every row repeats a loan, a phone, a device and contradicts nobody.
  expect(faults).toHaveLength(6_000)
  expect(new Set(faults.map((fault) => fault.split(',')[0])).size).toBe(3_000)
  expect(faults[0]).toBe('line 2, column language: "xx": must be one of en, es, ar')
})

test('what is more than anybody mends by hand is counted, and no value is kept whole', () => {
  const list = faultList(2)
  for (const line of [3, 2, 1]) list.add({ line, value: 'x'.repeat(1_000), reason: 'is too long' })
  list.addMore(5)
  expect(list.count()).toBe(8)
  expect(list.kept().map(describeFault)).toEqual(
    [2, 3].map((line) => `line ${line}: "${'x'.repeat(59)}…": is too long`),
  )
})
