import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import type { NoticeKind } from '#lib/domain/notice.ts'
import { formatUntil } from '#lib/i18n/format.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { toldHold } from '#lib/loans/told-hold.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { answer, say } from '#tests/cases/given-dispute.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { promised } from '#tests/promises/given-promise.ts'
import { givenReturn, returnPolicy } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { policy } from '#tests/support/policy.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()

// Nobody is there at midnight, when holds end.
const hours = { ...policy.hours, staffedFrom: 8, staffedUntil: 20 }
const lender = await givenLender({
  policy: { ...policy, ...returnPolicy('loan_closed'), hours },
})
const staff = await givenStaff(lender, 'agent')

async function letter(kind: NoticeKind, about: object): Promise<string> {
  const notice = await database()
    .insertInto('notices')
    .values({
      lenderId: lender.id,
      kind,
      causeId: randomUUID(),
      channel: 'email',
      recipient: 'n@mail.example',
      locale: 'en',
      detail: JSON.stringify(about),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return (await composeNotice(database(), notice)).text
}

/** What home and the page of the hold say. */
async function saidOnPages(loan: GivenLoan) {
  const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
  const clock = { ...(await lenderById(database(), lender.id)), now: Temporal.Now.instant() }
  const told = phone && toldHold(phone, clock)
  if (!told) throw new Error('nothing is told')
  return formatUntil(told.untilAt, { ...clock, locale: 'en-GB' })
}

const arranged: Record<string, (loan: GivenLoan) => Promise<[NoticeKind, object]>> = {
  promise: async (loan) => ['promise_made', { promiseId: (await promised(loan)).promiseId }],
  message: async (loan) => ['dispute_received', { caseId: (await say(loan)).caseId }],
  answer: async (loan) => {
    const { caseId } = await say(loan)
    await answer(staff, caseId, { outcome: 'upheld' })
    return ['dispute_answered', { caseId }]
  },
  return: async (loan) => {
    const { returnId } = await givenReturn(loan, 'arranged')
    return ['return_arranged', { returnId }]
  },
}

test.each(Object.keys(arranged))(
  'the letters about a phone left open by a %s name the moment that its pages name',
  async (name) => {
    const loan = await givenLoan(lender, twoLate(), { lockState: 'locked' })
    const [kind, about] = (await arranged[name]?.(loan)) ?? []
    const said = await saidOnPages(loan)
    expect(said).toMatch(/at 08:00$/)
    expect(await letter(kind as NoticeKind, about as object)).toContain(`until ${said}`)
    const { id: unlockId } = await database()
      .selectFrom('unlocks')
      .select('id')
      .where('deviceId', '=', loan.deviceId)
      .where('isNewest', '=', true)
      .executeTakeFirstOrThrow()
    expect(await letter('unlock_confirmed', { unlockId })).toContain(`until ${said}`)
  },
)
