import { describe, expect, test } from 'vitest'
import { messageOf } from '#lib/cases/message-of.ts'
import { saidBefore } from '#lib/cases/said-before.ts'
import { database } from '#lib/db/client.ts'
import { activeHolds, disputeHolds } from '#lib/holds/queries.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { answer, say, trySaying } from '#tests/cases/given-dispute.ts'
import { auditLogOf, inDays } from '#tests/holds/given-hold.ts'
import { open, paymentRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const lender = await givenLender()
const amara = await givenStaff(lender, 'agent')

function caseRow(caseId: string) {
  return database()
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
}

function noticesAbout(caseId: string) {
  return database()
    .selectFrom('notices')
    .select(['kind', 'causeId'])
    .where('kind', '=', 'dispute_received')
    .where('causeId', 'like', `${caseId}:%`)
    .execute()
}

const holds = (loan: GivenLoan, at = Temporal.Now.instant()) =>
  activeHolds(database(), loan.loanId, at)

describe('what a borrower says is wrong', () => {
  test('is put before a person, holds the lock, opens the phone and is acknowledged', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { caseId, isHeld } = await say(loan, { note: 'Paid at the shop on Monday' })
    expect(isHeld).toBe(true)
    expect(await caseRow(caseId)).toMatchObject({
      kind: 'borrower_dispute',
      loanId: loan.loanId,
      detail: { what: 'already_paid', note: 'Paid at the shop on Monday', messages: 1 },
    })
    const [held] = await holds(loan)
    expect(held).toMatchObject({ reason: 'dispute', causeId: caseId })
    expect((await caseRow(caseId)).dueAt).toEqual(held?.untilAt)
    expect(held?.untilAt.toZonedDateTimeISO('Asia/Colombo').toPlainTime().toString()).toBe(
      '00:00:00',
    )
    expect(await unlocksOf(loan)).toMatchObject([{ cause: 'hold' }])
    expect(await noticesAbout(caseId)).toHaveLength(1)
    expect(await auditLogOf(caseId)).toEqual(['case.opened', 'case.message'])
  })

  test('moves the day of nobody else’s case', async () => {
    const before = await givenLoan(lender, twoLate())
    const loan = await givenLoan(lender, twoLate())
    const theirs = await say(before)
    const { dueAt } = await caseRow(theirs.caseId)
    const mine = await say(loan, {}, Temporal.Now.instant().add({ hours: 72 }))
    expect((await caseRow(theirs.caseId)).dueAt?.toString()).toBe(dueAt?.toString())
    expect((await caseRow(mine.caseId)).dueAt?.toString()).not.toBe(dueAt?.toString())
  })

  test('is shown to the borrower with its reference, and to nobody else', async () => {
    const loan = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const { caseId } = await say(loan, { what: 'amount' })
    const { reference } = await caseRow(caseId)
    const mine = await messageOf(database(), loan.borrowerId, loan.deviceId)
    expect(mine).toMatchObject({ reference, what: 'amount', closedAt: null })
    expect(await messageOf(database(), other.borrowerId, loan.deviceId)).toBeUndefined()
    expect(await messageOf(database(), other.borrowerId, other.deviceId)).toBeUndefined()
    expect(await messageOf(database(), loan.borrowerId, 'nonsense')).toBeUndefined()
  })

  test('shows on the phone as its hold', async () => {
    const loan = await givenLoan(lender, twoLate())
    expect((await phoneOf(database(), loan.borrowerId, loan.deviceId))?.hold).toBeUndefined()
    await say(loan)
    const [held] = await holds(loan)
    expect((await phoneOf(database(), loan.borrowerId, loan.deviceId))?.hold).toEqual({
      reason: 'dispute',
      untilAt: held?.untilAt,
    })
  })

  test('names the payment when the reference is one of ours, of this loan', async () => {
    const loan = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const { paymentId } = await open(loan)
    const { reference } = await paymentRow(paymentId)
    const named = await say(loan, { paymentReference: reference.toLowerCase() })
    expect(await caseRow(named.caseId)).toMatchObject({ paymentId })
    const notTheirs = await say(other, { paymentReference: reference })
    expect(await caseRow(notTheirs.caseId)).toMatchObject({ paymentId: null })
  })

  test('sent twice by a double click is one message', async () => {
    const loan = await givenLoan(lender, twoLate())
    const sent = await Promise.all(Array.from({ length: 4 }, () => say(loan)))
    expect(new Set(sent.map(({ caseId }) => caseId)).size).toBe(1)
    const { caseId = '' } = sent[0] ?? {}
    expect(await caseRow(caseId)).toMatchObject({ detail: { messages: 1 } })
    expect(await noticesAbout(caseId)).toHaveLength(1)
    expect(await holds(loan)).toHaveLength(1)
  })
})

describe('a second message within the time of the first', () => {
  test('is added to the open case, and places no new hold', async () => {
    const loan = await givenLoan(lender, twoLate())
    const first = await say(loan)
    const [held] = await holds(loan)
    const second = await say(loan, { note: 'Here is the receipt' }, inDays(4))
    expect(second).toEqual({ caseId: first.caseId, isHeld: false })
    expect(await caseRow(first.caseId)).toMatchObject({
      version: 2,
      detail: { note: 'Here is the receipt', messages: 2 },
    })
    expect(await holds(loan)).toEqual([held])
    expect(await noticesAbout(first.caseId)).toHaveLength(2)
    expect(await auditLogOf(first.caseId)).toEqual(['case.opened', 'case.message', 'case.message'])
  })

  test('opens a new case after the first was answered, and still no hold', async () => {
    const loan = await givenLoan(lender, twoLate())
    const first = await say(loan)
    await answer(amara, first.caseId)
    const second = await say(loan, { note: 'I see it differently' }, inDays(2))
    expect(second.caseId).not.toBe(first.caseId)
    expect(second.isHeld).toBe(false)
    expect((await holds(loan)).map(({ reason }) => reason)).toEqual(['dispute_answered'])
    const mine = await messageOf(database(), loan.borrowerId, loan.deviceId)
    expect(mine).toMatchObject({
      note: 'I see it differently',
      closedAt: null,
      answer: undefined,
      before: [],
      answered: [{ id: first.caseId, outcome: 'not_upheld' }],
    })
  })

  test('is held at once when the first was right', async () => {
    const loan = await givenLoan(lender, twoLate())
    const first = await say(loan)
    await answer(amara, first.caseId, { outcome: 'upheld' })
    expect(await say(loan, { what: 'amount' }, inDays(1))).toMatchObject({ isHeld: true })
  })

  test('after that time holds anew', async () => {
    const loan = await givenLoan(lender, twoLate())
    await say(loan)
    const { isHeld } = await say(loan, { note: 'Still wrong' }, inDays(12))
    expect(isHeld).toBe(true)
    expect(await holds(loan, inDays(12))).toHaveLength(1)
  })

  test('is kept beside the first: both are read, the newest one first', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { caseId } = await say(loan, { note: 'Paid on Monday' })
    await say(loan, { what: 'amount', note: 'It was 4,500' })
    const mine = await messageOf(database(), loan.borrowerId, loan.deviceId)
    expect(mine).toMatchObject({ what: 'amount', note: 'It was 4,500' })
    expect(mine?.before).toMatchObject([{ what: 'already_paid', note: 'Paid on Monday' }])
    expect(await saidBefore(database(), { lenderId: lender.id, caseId })).toEqual(mine?.before)
  })
})

describe('enough is enough', () => {
  test('five messages in a day, each read by a person; the sixth is refused and holds nothing', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { caseId } = await say(loan, { note: 'Message 0' })
    await answer(amara, caseId)
    for (const number of [1, 2, 3, 4]) await say(loan, { note: `Message ${number}` })
    const told = await holds(loan)
    expect(await trySaying(loan, { note: 'Message 5' })).toEqual({ refusal: 'too_many' })
    expect(await holds(loan)).toEqual(told)
    const mine = await messageOf(database(), loan.borrowerId, loan.deviceId)
    expect(mine?.note).toBe('Message 4')
    // A double click is no message, so it is none too many.
    expect(await trySaying(loan, { note: 'Message 4' })).toMatchObject({ isHeld: false })
  })

  test('two disputes in ninety days that come to nothing hold the lock, the third does not', async () => {
    const loan = await givenLoan(lender, twoLate())
    for (const days of [-40, -20]) {
      const { caseId, isHeld } = await say(loan, { note: `${days}` }, inDays(days))
      expect(isHeld).toBe(true)
      await answer(amara, caseId, { now: inDays(days + 1) })
    }
    expect(await say(loan, { note: 'Again' })).toMatchObject({ isHeld: false })
    expect(await disputeHolds(database(), loan.loanId)).toMatchObject([
      { outcome: 'not_upheld' },
      { outcome: 'not_upheld' },
    ])
  })
})
