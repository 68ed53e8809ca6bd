import fc from 'fast-check'
import { test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { dayFromNow } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { walk } from '#tests/support/walk.ts'
import { ClumsyPayer } from './clumsy-payer.ts'
import { step } from './clumsy-steps.ts'
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
