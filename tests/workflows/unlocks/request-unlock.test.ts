import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { transaction } from '#lib/db/transaction.ts'
import { unlockByStaff } from '#lib/workflows/unlocks/unlock-by-staff.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { paid, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { givenReturn, returnPolicy, returnRow } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { deskRules } from '#tests/support/policy.ts'
import { newestUnlock } from '#tests/support/world.ts'

await freshDatabase()
const lender = await givenLender({
  policy: {
    ...returnPolicy('settlement'),
    desk: deskRules({ mostTemporaryUnlockDays: 30 }),
  },
})

function openForDays({ lenderId, loanId }: GivenLoan) {
  const wish = { lenderId, loanId, days: 30, reason: 'At the hospital', staffId: randomUUID() }
  const now = Temporal.Now.instant()
  return transaction((tx) => unlockByStaff(tx, { ...wish, token: randomUUID(), now }))
}

const longer: [who: string, ask: (loan: GivenLoan) => Promise<unknown>][] = [
  ['a hold', (loan) => hold(loan, { until: inDays(40) })],
  ['staff', openForDays],
]

test.for(longer)(
  'what waits for an unlock that %s replaces waits for the new one: a payment',
  async ([, ask]) => {
    const loan = await givenLoan(lender, twoLate())
    const { paymentId } = await paid(loan, { choice: 'installment' })
    const { id: first } = await newestUnlock(loan)
    expect(await paymentRow(paymentId)).toMatchObject({ unlockId: first })
    await ask(loan)
    const { id: second } = await newestUnlock(loan)
    expect(second).not.toBe(first)
    expect(await paymentRow(paymentId)).toMatchObject({ unlockId: second })
  },
)

test('what waits for an unlock that a hold replaces waits for the new one: a return', async () => {
  const loan = await givenLoan(lender, twoLate())
  const { returnId } = await givenReturn(loan, 'arranged')
  const { unlockId: first } = await returnRow(returnId)
  await hold(loan, { until: inDays(60) })
  const { id: second } = await newestUnlock(loan)
  expect(second).not.toBe(first)
  expect(await returnRow(returnId)).toMatchObject({ unlockId: second })
})
