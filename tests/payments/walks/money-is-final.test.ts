import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { dayFromNow } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { walk } from '#tests/support/walk.ts'
import { ClumsyPayer } from './clumsy-payer.ts'
import { type Step, step } from './clumsy-steps.ts'
import { LoanModel } from './loan-model.ts'

await freshDatabase()
const lenders = {
  refund: await givenLender({ policy: { duplicatePayment: 'refund' } }),
  credit: await givenLender({ policy: { duplicatePayment: 'credit', partialUnlock: null } }),
}

test('whatever payers and Stripe do, in whatever order, every cent is booked once', async () => {
  await walk(
    fc.asyncProperty(
      fc.constantFrom('refund' as const, 'credit' as const),
      fc.array(fc.bigInt({ min: 50_000n, max: 900_000n }), { minLength: 1, maxLength: 5 }),
      fc.array(step, { minLength: 4, maxLength: 16 }),
      async (policy, amounts, steps) => {
        const payer = await begin(policy, amounts)
        for (const one of steps) {
          await payer.take(one)
          await payer.settle()
          await payer.expectToAgree()
        }
        await expectLedgerToHold(database(), payer.loan.loanId)
      },
    ),
    30,
  )
  await expectLedgerToHold(database())
}, 900_000)

test('a bank disputes what was not given back, and none of that is given back until the bank has', async () => {
  const payer = await begin('credit', [100_000n, 200_000n, 300_000n])
  const refund = { act: 'refund', which: 0, percent: 50, early: false } as const
  const dispute = { act: 'dispute', which: 0 } as const
  const steps: Step[] = [
    { act: 'open', choice: 'settle', percent: 1 },
    { act: 'capture', which: 0, way: 'intent' },
    refund,
    { ...dispute, change: 'funds_withdrawn' },
    refund,
    { ...dispute, change: 'funds_reinstated' },
    refund,
  ]
  const refunds: number[] = []
  for (const one of steps) {
    await payer.take(one)
    await payer.settle()
    await payer.expectToAgree()
    refunds.push(payer.refunds.length)
  }
  expect(refunds).toEqual([0, 0, 1, 1, 1, 1, 2])
  const [first] = payer.refunds
  const receivedMinor = payer.payments[0]?.receivedMinor ?? 0n
  expect([...payer.disputes.values()]).toEqual([receivedMinor - (first?.amountMinor ?? 0n)])
})

async function begin(policy: keyof typeof lenders, amounts: bigint[]): Promise<ClumsyPayer> {
  const installments = amounts.map(
    (amount, index) => [dayFromNow(-45 + index * 30), amount] as const,
  )
  const loan = await givenLoan(lenders[policy], installments)
  const sum = (some: readonly bigint[]) => some.reduce((total, amount) => total + amount, 0n)
  const model = new LoanModel({
    totalMinor: sum(amounts),
    notYetDueMinor: sum(amounts.slice(2)),
    givesBack: policy === 'refund',
  })
  return new ClumsyPayer(loan, model)
}
