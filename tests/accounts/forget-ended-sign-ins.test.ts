import { expect, test } from 'vitest'
import { forgetOldSignIns } from '#lib/accounts/forget-ended-sign-ins.ts'
import { startSession } from '#lib/accounts/sessions.ts'
import { noteFailure } from '#lib/db/sign-in-failures.ts'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenChallenge, noon } from '#tests/support/sign-in.ts'

await freshDatabase()

test('sign-ins and sessions are forgotten after thirty days, and not before', async () => {
  const lender = await givenLender()
  const { borrowerId, loanNumber } = await givenLoan(lender, [['2026-11-01', 100_00n]])
  await givenChallenge(lender.id, loanNumber)
  await transaction((tx) =>
    startSession(tx, { lenderId: lender.id, borrowerId, ownDevice: true, now: noon }),
  )
  const failed = { lenderId: lender.id, subject: 'borrower', subjectId: borrowerId } as const
  await transaction((tx) => noteFailure(tx, failed, noon))
  const forgetAt = (days: number) =>
    transaction((tx) => forgetOldSignIns(tx, noon.add({ hours: days * 24 })))
  expect(await forgetAt(29)).toBe(0)
  expect(await forgetAt(31)).toBe(3)
})
