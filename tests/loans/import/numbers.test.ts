import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { describeResult } from '#lib/loans/import/describe-result.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { bookRow, connect, importBook, imported, loanOf } from './loan-book.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'serendib' })
const abroad = await givenLender({ slug: 'norte' })
await connect(lender)
await connect(abroad)

function borrowerOf(customerNumber: string) {
  return database()
    .selectFrom('borrowers')
    .select(['phone', 'nominatedPhone'])
    .where('lenderId', '=', lender.id)
    .where('customerNumber', '=', customerNumber)
    .executeTakeFirstOrThrow()
}

test('telephone numbers are kept in one form, however the lender writes them; the same again is no change', async () => {
  const written = { phone: '077 123 4567', nominated_phone: '+94 (0)71-555 0100' }
  await imported([bookRow('serendib', 1, written)])
  const kept = { phone: '+94771234567', nominatedPhone: '+94715550100' }
  expect(await borrowerOf('C-1')).toEqual(kept)
  const others = { phone: '0094771234567', nominated_phone: '+94715550100' }
  expect(await imported([bookRow('serendib', 1, others)])).toEqual([0, 0, 1])
  expect(await borrowerOf('C-1')).toEqual(kept)
})

test('without the lender’s country a number needs its country’s code', async () => {
  await database()
    .updateTable('lenders')
    .set({ country: null })
    .where('id', '=', abroad.id)
    .execute()
  const result = await importBook([bookRow('norte', 2, { phone: '55 1234 5678' })])
  expect(describeResult(result)[0]).toBe(
    'line 2, column phone: "55 1234 5678": is not a telephone number: write it with + and the country code',
  )
  expect(await imported([bookRow('norte', 2, { phone: '+52 55 1234 5678' })])).toEqual([1, 0, 0])
})

test('two loans whose numbers differ only by case, spaces and punctuation are refused, with the reason', async () => {
  const both = [
    bookRow('serendib', 3, { loan_number: 'SR–1001' }),
    bookRow('serendib', 4, { loan_number: 'sr 1001' }),
  ]
  expect(describeResult(await importBook(both))).toEqual([
    'line 3, column loan_number: "sr 1001": this loan is also on line 2, as "SR–1001"',
    '1 fault: nothing was changed.',
  ])
  await imported(both.slice(0, 1))
  expect(describeResult(await importBook(both.slice(1)))[0]).toBe(
    'line 2, column loan_number: "sr 1001": the books know this number as "SR–1001": write it so, or give another loan another number',
  )
  // Of another lender it is another loan.
  expect(await imported([bookRow('norte', 4, { loan_number: 'sr 1001' })])).toEqual([1, 0, 0])
  expect(await loanOf(lender.id, 'SR–1001')).toMatchObject({ loanKey: 'SR1001' })
})

test('an IMEI is read with its version, and an IMEISV as its IMEI', async () => {
  const { imei = '' } = bookRow('serendib', 5)
  await imported([bookRow('serendib', 5, { imei: `IMEI/01: ${imei}/01` })])
  expect(await imported([bookRow('serendib', 5, { imei: `${imei.slice(0, 14)}75` })])).toEqual([
    0, 0, 1,
  ])
})
