import { expect, test } from 'vitest'
import { closeCase } from '#lib/cases/change-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { DisputeKind } from '#lib/domain/borrower-dispute.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { takeMessage } from '#lib/workflows/holds/take-message.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const lender = await givenLender()
const now = Temporal.Now.instant()

const write = ({ loanId, borrowerId }: GivenLoan, what: DisputeKind) => {
  const message = { what, note: 'See the receipt', paymentReference: '' }
  return transaction((tx) =>
    takeMessage(tx, { loanId, message, by: `borrower:${borrowerId}`, now }),
  )
}

const saidPaid = async ({ borrowerId, deviceId }: GivenLoan) =>
  (await phoneOf(database(), borrowerId, deviceId))?.saidPaidAt ?? null

test('“I already paid” is known of the phone until somebody has answered, whatever is written after it', async () => {
  const loan = await givenLoan(lender, twoLate())
  const other = await givenLoan(lender, twoLate())
  const wrongAmount = await givenLoan(lender, twoLate())
  const taken = await write(loan, 'already_paid')
  await write(loan, 'other')
  await write(wrongAmount, 'amount')
  expect(await saidPaid(loan)).not.toBeNull()
  expect(await saidPaid(other)).toBeNull()
  expect(await saidPaid(wrongAmount)).toBeNull()
  if (!('caseId' in taken)) throw new Error(taken.refusal)
  const { version: seenVersion } = await database()
    .selectFrom('cases')
    .select('version')
    .where('id', '=', taken.caseId)
    .executeTakeFirstOrThrow()
  const { id: staffId } = await givenStaff(lender, 'agent')
  const act = { lenderId: lender.id, staffId, caseId: taken.caseId, seenVersion, now }
  const answer = { outcome: 'upheld', answer: 'It is booked', openUntil: null } as const
  const closed = await transaction((tx) => closeCase(tx, { ...act, note: 'Found', answer }))
  expect('refusal' in closed ? closed.refusal : undefined).toBeUndefined()
  expect(await saidPaid(loan)).toBeNull()
})
