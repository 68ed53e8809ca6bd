import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { offerReturn } from '#lib/returns/offer-return.ts'
import { quoteNow, quotesOf } from '#lib/returns/quotes.ts'
import { loanRow, open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { holdsOf, now, offer, returnPolicy, returnRow } from './given-return.ts'

await freshDatabase()
const lender = await givenLender({ policy: returnPolicy('settlement') })
afterEach(() => expectLedgerToHold(database()))

async function pay(loan: Parameters<typeof open>[0]) {
  await tell(intentNews('succeeded', await open(loan)))
}

describe('a quote', () => {
  test('is given before anything is sent, by the schedule and the books', async () => {
    const loan = await givenLoan(lender, twoLate(1_000n))
    const quote = await quoteNow(database(), await readLoan(database(), loan.loanId), now())
    expect(quote).toMatchObject({
      totalPriceMinor: 4_000n,
      paidMinor: 0n,
      outstandingMinor: 4_000n,
    })
    expect(quote.owedAfter).toEqual({
      good: 2_400n,
      worn: 2_800n,
      damaged: 3_600n,
      not_working: 4_000n,
    })
  })

  test('asked for twice, is one return with one quote', async () => {
    const loan = await givenLoan(lender, twoLate())
    const returnId = await offer(loan)
    expect(await offer(loan)).toBe(returnId)
    expect(await quotesOf(database(), returnId)).toHaveLength(1)
    expect(await returnRow(returnId)).toMatchObject({ state: 'offered' })
    expect(await holdsOf(loan)).toEqual([])
  })

  test('two at the same moment are one', async () => {
    const loan = await givenLoan(lender, twoLate())
    const ids = await Promise.all([offer(loan), offer(loan), offer(loan)])
    expect(new Set(ids).size).toBe(1)
  })

  test('of a balance that has changed since is not frozen', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { borrowerId, deviceId } = loan
    const wish = { borrowerId, deviceId, seenOutstandingMinor: 1n, now: now() }
    expect(await transaction((tx) => offerReturn(tx, wish))).toEqual({ refusal: 'changed' })
  })

  test('stays readable when a newer balance gives a newer version, by the same terms', async () => {
    const loan = await givenLoan(lender, twoLate(100_000n))
    const returnId = await offer(loan)
    await database()
      .updateTable('lenders')
      .set({ policy: JSON.stringify({ ...(await policyOf()), ...returnPolicy('half') }) })
      .where('id', '=', lender.id)
      .execute()
    await pay(loan)
    await offer(loan)
    const [newer, older] = await quotesOf(database(), returnId)
    expect(older).toMatchObject({ version: 1, outstandingMinor: 400_000n })
    expect(newer).toMatchObject({ version: 2, outstandingMinor: 200_000n })
    expect(newer?.terms.rule).toBe('settlement')
    expect(newer?.owedAfter.good).toBe(40_000n)
    expect(`${newer?.validUntil}`).toBe(`${older?.validUntil}`)
    await database()
      .updateTable('lenders')
      .set({ policy: JSON.stringify({ ...(await policyOf()), ...returnPolicy('settlement') }) })
      .where('id', '=', lender.id)
      .execute()
  })

  test.for([
    ['a lender who takes no phones back', 'not_offered'],
    ['a loan with nothing left to pay', 'nothing_owed'],
  ] as const)('%s gives none', async ([, refusal]) => {
    const where =
      refusal === 'not_offered'
        ? await givenLender({ policy: returnPolicy('half', { offered: false }) })
        : lender
    const loan = await givenLoan(where, twoLate())
    if (refusal === 'nothing_owed')
      await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
    const { borrowerId, deviceId } = loan
    const wish = { borrowerId, deviceId, seenOutstandingMinor, now: now() }
    expect(await transaction((tx) => offerReturn(tx, wish))).toEqual({ refusal })
  })
})

async function policyOf(): Promise<object> {
  const { policy } = await database()
    .selectFrom('lenders')
    .select('policy')
    .where('id', '=', lender.id)
    .executeTakeFirstOrThrow()
  return policy as object
}
