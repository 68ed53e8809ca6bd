import { expect, test } from 'vitest'
import { describeResult } from '#lib/loans/import/describe-result.ts'
import { givenLoans, row } from './given-loans.ts'
import { bookRow, imeiOf, importBook } from './loan-book.ts'

const { faultsOf } = await givenLoans()

test('every fault of a row is named, and every bad row', async () => {
  const faults = await faultsOf([row(1, { email: 'x', brand: '' }), row(2), row(3, { imei: '1' })])
  expect(faults.map((fault) => fault.split(':')[0])).toEqual([
    'line 2, column email',
    'line 2, column brand',
    'line 4, column imei',
  ])
})

test('a dry run names the same faults', async () => {
  const book = [row(1, { email: 'x@y' }), row(2), row(3, { imei: imeiOf(1) })]
  const tried = await importBook(book, { dryRun: true })
  expect(describeResult(tried)).toEqual(describeResult(await importBook(book)))
  expect(describeResult(tried)).toEqual([
    'line 2, column email: "x@y": is not an e-mail address that can receive mail',
    `line 4, column imei: "${imeiOf(1)}": this phone is also on line 2`,
    '2 faults: nothing was changed.',
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
    'line 5, column email: "bad": is not an e-mail address that can receive mail',
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
    'line 2, column email: "a": is not an e-mail address that can receive mail',
  ])
})
