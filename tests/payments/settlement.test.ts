import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, intentOf, sessionNews, tell } from '#tests/support/stripe-events.ts'
import {
  balanceOf,
  capture,
  dayFromNow,
  loanRow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from './given-payment.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

const aLoan = () => givenLoan(lender, twoLate())

describe('the whole loan', () => {
  test('a settlement waives its rebate and ends the loan', async () => {
    const loan = await aLoan()
    const asked = await open(loan, { choice: 'settle' })
    expect(asked).toMatchObject({ amountMinor: 3_597_750n, rebateMinor: 92_250n })
    expect(await capture(asked)).toMatchObject({ effect: { kind: 'release' } })
    expect(await balanceOf(asked.paymentId)).toEqual({
      psp_clearing: 3_597_750n,
      settlement_rebate: 92_250n,
      loan_receivable: -3_690_000n,
    })
    expect(await unlocksOf(loan)).toMatchObject([{ intent: 'release' }])
  })

  test('a settlement that does not end the loan any more waives nothing', async () => {
    const loan = await aLoan()
    const paid = await open(loan)
    await capture(paid)
    const asked = await open(loan, { choice: 'settle' })
    await tell({
      type: 'refund.created',
      object: {
        id: 're_between',
        payment_intent: intentOf(paid),
        status: 'succeeded',
        amount: 500_000,
        currency: 'lkr',
        metadata: {},
      },
    })
    await capture(asked)
    expect(await balanceOf(asked.paymentId)).not.toHaveProperty('settlement_rebate')
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 592_250n, creditMinor: 0n })
  })

  test('a settlement that clears days after it was chosen still ends the loan', async () => {
    const loan = await aLoan()
    const asked = await open(loan, { choice: 'settle' })
    await tell(sessionNews('completed', asked, 'unpaid'))
    expect(await paymentRow(asked.paymentId)).toMatchObject({ state: 'processing' })
    await database()
      .updateTable('payments')
      .set({ createdAt: Temporal.Now.instant().subtract({ hours: 24 * 6 }) })
      .where('id', '=', asked.paymentId)
      .execute()
    await tell(intentNews('succeeded', asked))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  })

  test('what is paid beyond what is owed is kept as credit', async () => {
    const loan = await givenLoan(lender, [[dayFromNow(-3), 500_000n]])
    const asked = await open(loan, { choice: 'settle' })
    await database()
      .insertInto('postings')
      .values({ lenderId: lender.id, cause: 'loan_changed', causeId: loan.loanId })
      .returning('id')
      .executeTakeFirstOrThrow()
      .then(({ id: postingId }) =>
        database()
          .insertInto('ledgerEntries')
          .values(
            (['loan_receivable', 'lender_book'] as const).map((account) => ({
              lenderId: lender.id,
              postingId,
              loanId: loan.loanId,
              currency: 'LKR',
              account,
              amountMinor: account === 'lender_book' ? 200_000n : -200_000n,
            })),
          )
          .execute(),
      )
    await capture(asked)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 200_000n })
    expect(await unlocksOf(loan)).toMatchObject([{ intent: 'release' }])
  })
})
