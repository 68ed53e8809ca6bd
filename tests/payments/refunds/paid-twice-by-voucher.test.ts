import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { cancel, capture, casesOf, loanRow, open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { type Asked, intentOf } from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender({ policy: { duplicatePayment: 'refund' } })

function captureBy(method: string, asked: Asked) {
  const now = Temporal.Now.instant()
  return transaction((tx) =>
    bookCapture(tx, {
      paymentId: asked.paymentId,
      paymentIntentId: intentOf(asked),
      received: { amountMinor: asked.amountMinor, currency: asked.currency ?? 'LKR' },
      method,
      capturedAt: now,
      now,
    }),
  )
}

test.each([
  ['oxxo', 0n, 0],
  ['boleto', 0n, 0],
  ['konbini', 0n, 0],
  ['multibanco', 0n, 0],
  ['card', 1_845_000n, 1],
  ['sepa_debit', 1_845_000n, 1],
])(
  'paid twice, by %s: %s is still owed, %s refunds are asked for, and a person sees it',
  async (method, outstandingMinor, count) => {
    const loan = await givenLoan(lender, twoLate())
    const first = await open(loan)
    await cancel(first.paymentId)
    const second = await open(loan)
    await capture(first)
    await captureBy(method, second)
    const refunds = await database()
      .selectFrom('refunds')
      .select('id')
      .where('paymentId', '=', second.paymentId)
      .execute()
    expect(refunds).toHaveLength(count)
    expect(await loanRow(loan)).toEqual({ outstandingMinor, creditMinor: 0n })
    expect(await casesOf(loan)).toContain('duplicate_payment')
    await expectLedgerToHold(database())
  },
)
