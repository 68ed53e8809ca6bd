import fc from 'fast-check'
import { test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { dayFromNow } from '#tests/payments/given-payment.ts'
import { aloneUpTo } from '#tests/payments/given-staff-money.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { walk } from '#tests/support/walk.ts'
import { HurriedDesk } from './hurried-desk.ts'
import { deskStep } from './hurried-steps.ts'

await freshDatabase()
const lender = await givenLender({ policy: aloneUpTo(200_000n) })
const { id: staffId } = await givenStaff(lender, 'agent')
const { id: secondId } = await givenStaff(lender, 'approver')

test('whatever two people do at the desk, in whatever order, the books stay exact', async () => {
  await walk(
    fc.asyncProperty(
      fc.array(fc.bigInt({ min: 50_000n, max: 900_000n }), { minLength: 1, maxLength: 4 }),
      fc.array(deskStep, { minLength: 12, maxLength: 30, size: 'max' }),
      async (amounts, steps) => {
        const loan = await givenLoan(
          lender,
          amounts.map((amount, index) => [dayFromNow(-45 + index * 30), amount] as const),
        )
        const desk = new HurriedDesk(loan, { staffId, secondId })
        for (const one of steps) {
          await desk.take(one)
          await desk.expectExact(amounts.reduce((sum, amount) => sum + amount, 0n))
        }
        await expectLedgerToHold(database(), loan.loanId)
      },
    ),
    24,
  )
}, 900_000)
