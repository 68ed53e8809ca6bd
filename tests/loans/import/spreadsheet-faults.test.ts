import { expect, test } from 'vitest'
import type { Column } from '#lib/loans/import/columns.ts'
import { spreadsheetFault } from '#lib/loans/import/spreadsheet-faults.ts'
import { givenLoans, row } from './given-loans.ts'

const { faultsOf } = await givenLoans()

const identifiers: Column[] = [
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
]
const others: Column[] = [
  'borrower_name',
  'language',
  'currency',
  'brand',
  'model',
  'nickname',
  'installments',
  'paid_elsewhere',
]

const mangled: [text: string, reason: RegExp][] = [
  ['1.99012E+11', /shortened by a spreadsheet/],
  ['1,99012E+11', /shortened by a spreadsheet/],
  ['1.99012e11', /shortened by a spreadsheet/],
  ['2E+11', /shortened by a spreadsheet/],
  ['１.99012Ｅ+11', /shortened by a spreadsheet/],
  ['١.٩٩٠١٢E+١١', /shortened by a spreadsheet/],
  ["'0771234567", /apostrophe/],
  ['199012345678.0', /a number with decimals/],
  ['199,012,345,678', /a number with commas/],
  ['12-Mar', /made a date/],
  ['Mar-12', /made a date/],
  ['1-Feb-2026', /made a date/],
  ['3/12/2026', /made a date/],
  ['31/12/2026', /made a date/],
  ['unknown', /many would be the same/],
  ['None', /many would be the same/],
  ['-', /many would be the same/],
  ['0000', /many would be the same/],
  ['TRUE', /many would be the same/],
  ['N/D', /many would be the same/],
  ['Infinity', /many would be the same/],
  ['-Infinity', /many would be the same/],
  ['k.A.', /many would be the same/],
  ['k. A.', /many would be the same/],
  ['sin número', /many would be the same/],
  ['Sin numero', /many would be the same/],
  ['Desconocido', /many would be the same/],
  ['غير معروف', /many would be the same/],
  ['٠٠٠', /many would be the same/],
]
const neverAValue: [text: string, reason: RegExp][] = [
  ['#N/A', /error of a spreadsheet/],
  ['#REF!', /error of a spreadsheet/],
  ['#VALUE!', /error of a spreadsheet/],
  ['#DIV/0!', /error of a spreadsheet/],
  ['#NAME?', /error of a spreadsheet/],
  ['#¡VALOR!', /error of a spreadsheet/],
  ['########', /error of a spreadsheet/],
  ['Err:502', /error of a spreadsheet/],
  ['="00123"', /formula/],
  ['NULL', /leave the field empty/],
  ['(null)', /leave the field empty/],
  ['<null>', /leave the field empty/],
  ['(blank)', /leave the field empty/],
  ['\\N', /leave the field empty/],
  ['N/A', /leave the field empty/],
]

test.for(identifiers)('%s: each is refused, with the reason and the row', async (column) => {
  const signs = [...mangled, ...neverAValue]
  const book = signs.map(([text], index) => row(index + 2, { [column]: text }))
  const faults = await faultsOf([row(1), ...book])
  for (const [index, [text, reason]] of signs.entries()) {
    const fault = faults.find((one) => one.startsWith(`line ${index + 3}, column ${column}: `))
    expect(fault).toContain(`"${text}"`)
    expect(fault).toMatch(reason)
  }
  expect(faults).toHaveLength(signs.length)
})

test.for(others)('%s: what is never a value is none here either', async (column) => {
  const book = neverAValue.map(([text], index) => row(index + 2, { [column]: text }))
  const faults = await faultsOf([row(1), ...book])
  for (const [index] of neverAValue.entries())
    expect(faults[index]).toMatch(`line ${index + 3}, column ${column}: `)
  expect(faults).toHaveLength(neverAValue.length)
})

test.for<[Column, string]>([
  ['loan_number', 'MAR-12'],
  ['loan_number', '#1001'],
  ['loan_number', '001/03/2026'],
  ['loan_number', '2026-03-12'],
  ['loan_number', '45/12/2026'],
  ['customer_number', 'KA'],
  ['customer_number', '1990123456789012'],
  ['customer_number', '10.20.0'],
  ['provider_device_id', '3E10'],
  ['provider_device_id', 'a-1'],
  ['borrower_name', "’Abd al-Rahmān O'Brien"],
  ['borrower_name', 'Nan'],
  ['borrower_name', '-'],
  ['phone', '+94770000001'],
  ['imei', ''],
])('%s "%s" is left alone', ([column, text]) => {
  expect(spreadsheetFault(column, text)).toBe(undefined)
})
