import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { givenLoans, row } from './given-loans.ts'
import { importBook } from './loan-book.ts'

const { faultsOf } = await givenLoans()

test('a loan that none of the lender’s payment methods can pay is refused, and taken where one can', async () => {
  const book = [row(1, { currency: 'USD' })]
  const methods = (paymentMethods: string[]) =>
    database()
      .updateTable('lenders')
      .set({ paymentMethods })
      .where('slug', '=', 'serendib')
      .execute()
  await methods(['oxxo', 'konbini'])
  expect(await faultsOf(book)).toEqual([
    'line 2, column currency: "USD": can be paid by none of the lender\'s payment methods (oxxo, konbini)',
  ])
  await methods(['oxxo', 'card'])
  expect(await importBook(book)).toMatchObject({ ok: true })
})
