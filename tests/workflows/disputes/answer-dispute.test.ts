import { describe, expect, test } from 'vitest'
import { closeCase } from '#lib/cases/change-case.ts'
import { messageOf } from '#lib/cases/message-of.ts'
import { caseChanges, caseOf } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { affairsOf } from '#lib/desk/loan-affairs.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import type { Outcome } from '#lib/domain/money/dispute-answer.ts'
import { activeHolds } from '#lib/holds/queries.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { endHolds } from '#lib/workflows/holds/end-holds.ts'
import { answer, say } from '#tests/cases/given-dispute.ts'
import { auditLogOf, inDays } from '#tests/holds/given-hold.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const lender = await givenLender()
const amara = await givenStaff(lender, 'agent')
const bashir = await givenStaff(lender, 'agent')

const given = () => givenLoan(lender, twoLate())
const shown = (loan: GivenLoan) => messageOf(database(), loan.borrowerId, loan.deviceId)
const holds = (loan: GivenLoan, at = Temporal.Now.instant()) =>
  activeHolds(database(), loan.loanId, at)
const reasons = async (loan: GivenLoan, at?: Temporal.Instant) =>
  (await holds(loan, at)).map(({ reason }) => reason)

/** The end of the third day after today, where the lender is. */
function thirdDay(): Temporal.Instant {
  const today = Temporal.Now.zonedDateTimeISO('Asia/Colombo').toPlainDate()
  return endOfDay(today.add({ days: 3 }), 'Asia/Colombo')
}

function noticesAbout(caseId: string) {
  return database()
    .selectFrom('notices')
    .select(['kind', 'channel'])
    .where('causeId', '=', caseId)
    .execute()
}

function toldLockSide(loan: GivenLoan) {
  return database()
    .selectFrom('holds')
    .select(['reason', 'endReason'])
    .where('loanId', '=', loan.loanId)
    .orderBy('id')
    .execute()
}

describe('an answer', () => {
  test('closes the case, is read by the borrower, and is told by e-mail', async () => {
    const loan = await given()
    const { caseId } = await say(loan, { note: 'Paid at the shop' })
    const word = {
      outcome: 'upheld',
      answer: 'You did. It is booked.',
      note: 'Slip found',
    } as const
    expect(await answer(amara, caseId, word)).toEqual({ refusal: undefined })
    expect(await caseOf(database(), lender.id, caseId)).toMatchObject({
      outcome: 'upheld',
      answer: 'You did. It is booked.',
      closingNote: 'Slip found',
      closedBy: `staff:${amara.id}`,
    })
    const mine = await shown(loan)
    expect(mine).toMatchObject({
      note: 'Paid at the shop',
      answer: { outcome: 'upheld', text: 'You did. It is booked.', openUntil: thirdDay() },
    })
    expect(mine?.closedAt).not.toBeNull()
    expect(JSON.stringify(mine)).not.toContain('Slip found')
    expect(await noticesAbout(caseId)).toEqual([{ kind: 'dispute_answered', channel: 'email' }])
  })

  test('is in the audit log, in the history of the case and on the page of the loan', async () => {
    const loan = await given()
    const { caseId } = await say(loan)
    await answer(amara, caseId, { outcome: 'partly_upheld' })
    const actions = ['case.opened', 'case.message', 'case.answered', 'case.closed']
    expect(await auditLogOf(caseId)).toEqual(actions)
    const changes = await caseChanges(database(), { lenderId: lender.id, caseId })
    expect(changes[2]).toMatchObject({ name: amara.name, outcome: 'partly_upheld' })
    const { cases } = await affairsOf(database(), loan.loanId)
    expect(cases).toMatchObject([
      { outcome: 'partly_upheld', answer: 'Your bank never sent the money.' },
    ])
  })

  test('is never changed', async () => {
    const loan = await given()
    const { caseId } = await say(loan)
    await answer(amara, caseId)
    const second = answer(bashir, caseId, { seenVersion: 2, outcome: 'upheld', answer: 'Sorry' })
    expect(await second).toEqual({ refusal: 'closed' })
    const change = database().updateTable('disputeAnswers').set({ answer: 'Another' })
    await expect(change.where('caseId', '=', caseId).execute()).rejects.toThrow()
    expect((await shown(loan))?.answer?.text).toBe('Your bank never sent the money.')
  })
})

describe('the lock after an answer', () => {
  test.for(['upheld', 'partly_upheld', 'not_upheld'] as Outcome[])(
    '%s: the phone is left open for some days, then the hold ends by itself',
    async (outcome) => {
      const loan = await given()
      const { caseId } = await say(loan)
      await answer(amara, caseId, { outcome })
      expect(await holds(loan)).toMatchObject([
        { reason: 'dispute_answered', causeId: caseId, untilAt: thirdDay() },
      ])
      expect((await phoneOf(database(), loan.borrowerId, loan.deviceId))?.hold).toEqual({
        reason: 'dispute_answered',
        untilAt: thirdDay(),
      })
      expect(await toldLockSide(loan)).toEqual([
        { reason: 'dispute', endReason: 'decided' },
        { reason: 'dispute_answered', endReason: null },
      ])
      await endHolds(thirdDay())
      expect(await holds(loan, thirdDay())).toEqual([])
    },
  )

  test('a hold that was about to end is made longer: nobody finds the phone locked while reading', async () => {
    const loan = await given()
    const { caseId } = await say(loan, {}, inDays(-10))
    const [held] = await holds(loan)
    expect(held && Temporal.Instant.compare(held.untilAt, thirdDay())).toBe(-1)
    await answer(amara, caseId)
    expect((await holds(loan))[0]?.untilAt).toEqual(thirdDay())
  })

  test('that nothing held stays as it is, unless the borrower was right, even in part', async () => {
    for (const [outcome, then] of [
      ['not_upheld', []],
      ['partly_upheld', ['dispute_answered']],
      ['upheld', ['dispute_answered']],
    ] as const) {
      const loan = await given()
      const { caseId } = await say(loan, {}, inDays(-30))
      await endHolds(Temporal.Now.instant())
      expect(await reasons(loan)).toEqual([])
      await answer(amara, caseId, { outcome })
      expect(await reasons(loan)).toEqual(then)
      expect((await shown(loan))?.answer?.openUntil).toEqual(then.length > 0 ? thirdDay() : null)
    }
  })
})

describe('who may answer', () => {
  test('two at once: one answer, the other is told, and nothing is overwritten', async () => {
    const loan = await given()
    const { caseId } = await say(loan)
    const both = await Promise.all([answer(amara, caseId), answer(bashir, caseId)])
    expect(both.map(({ refusal }) => refusal).toSorted()).toEqual(['closed', undefined])
    expect(await noticesAbout(caseId)).toHaveLength(1)
    expect(await reasons(loan)).toEqual(['dispute_answered'])
  })

  test('whoever has not seen the newest message is told, and it stays open and held', async () => {
    const loan = await given()
    const { caseId } = await say(loan)
    await say(loan, { note: 'Here is the slip' })
    expect(await answer(amara, caseId)).toEqual({ refusal: 'stale' })
    expect(await reasons(loan)).toEqual(['dispute'])
    expect(await noticesAbout(caseId)).toEqual([])
    expect((await shown(loan))?.answer).toBeUndefined()
    expect(await answer(amara, caseId, { seenVersion: 2 })).toEqual({ refusal: undefined })
  })

  test('nobody of another lender', async () => {
    const loan = await given()
    const { caseId } = await say(loan)
    const abroad = await givenStaff(await givenLender(), 'admin')
    expect(await answer(abroad, caseId)).toEqual({ refusal: 'not_found' })
    expect(await answer(amara, 'nonsense')).toEqual({ refusal: 'not_found' })
  })

  test('nobody closes it without a word to the borrower', async () => {
    const loan = await given()
    const { caseId } = await say(loan)
    const act = { lenderId: lender.id, caseId, staffId: amara.id, seenVersion: 1 }
    const now = Temporal.Now.instant()
    const closed = await transaction((tx) => closeCase(tx, { ...act, now, note: 'Nothing to do' }))
    expect(closed).toEqual({ refusal: 'unanswered' })
    expect(await reasons(loan)).toEqual(['dispute'])
  })
})
