import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { resendByStaff } from '#lib/workflows/outages/resend-unlocks.ts'
import { releaseByStaff } from '#lib/workflows/unlocks/release-by-staff.ts'
import sendUnlock from '#lib/workflows/unlocks/send-unlock.ts'
import { takeBackUnlock } from '#lib/workflows/unlocks/take-back-unlock.ts'
import { unlockByStaff } from '#lib/workflows/unlocks/unlock-by-staff.ts'
import { capture, loanRow, open, unlocksOf } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import { drain, newestUnlock, untilUnlock } from '#tests/support/world.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'

const { lenderId, agent, aPhone, decide } = await givenStaffActs()

async function opened(loan: GivenLoan, days = 3): Promise<string> {
  const asked = await transaction((tx) =>
    unlockByStaff(tx, {
      lenderId,
      loanId: loan.loanId,
      days,
      reason: 'At the hospital',
      token: randomUUID(),
      staffId: agent.id,
      now: Temporal.Now.instant(),
    }),
  )
  if (!('unlockId' in asked)) throw new Error(asked.refusal)
  return asked.unlockId
}

const takeBack = (unlockId: string, of = lenderId) =>
  transaction((tx) =>
    takeBackUnlock(tx, {
      lenderId: of,
      unlockId,
      reason: 'The wrong loan',
      staffId: agent.id,
      now: Temporal.Now.instant(),
    }),
  )

const states = async (loan: GivenLoan) =>
  (await unlocksOf(loan)).map(({ intent, state }) => `${intent} ${state}`)

describe('an unlock that staff asked for by mistake', () => {
  test('is taken back before it is sent: the phone stays locked, and who and why stays', async () => {
    const loan = await aPhone()
    const bystander = await aPhone()
    const unlockId = await opened(loan)
    const other = await opened(bystander)
    expect(await takeBack(unlockId)).toEqual({ outcome: 'taken_back' })
    expect(await takeBack(unlockId)).toEqual({ outcome: 'already_taken_back' })
    await sendUnlock({ unlockId })
    await reconcile(Temporal.Now.instant())
    await drain()
    expect(loan.phone().locked).toBe(true)
    expect(await states(loan)).toEqual(['until superseded'])
    await untilUnlock(bystander, 'confirmed')
    expect(await newestUnlock(bystander)).toMatchObject({ id: other, state: 'confirmed' })
    const lines = await database()
      .selectFrom('auditLog')
      .select(['actor', 'detail'])
      .where('action', '=', 'unlock.taken_back')
      .where('subjectId', '=', unlockId)
      .execute()
    expect(lines).toMatchObject([
      { actor: `staff:${agent.id}`, detail: { note: 'The wrong loan' } },
    ])
  })

  test('is not sent any more for the borrower either: their page shows a locked phone', async () => {
    const loan = await aPhone()
    await takeBack(await opened(loan))
    const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
    if (!phone) throw new Error('the phone is not there')
    expect(phone).toMatchObject({ lockState: 'locked', openUntil: null })
    const clock = { timeZone: 'Asia/Colombo', now: Temporal.Now.instant() }
    expect(phoneStatus(phone, clock).reason).toBe('overdue')
  })

  test('gives the phone what a payment has bought meanwhile', async () => {
    const loan = await aPhone()
    const unlockId = await opened(loan, 7)
    await capture(await open(loan))
    await takeBack(unlockId)
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).not.toMatchObject({ id: unlockId })
    expect(loan.phone().locked).toBe(false)
  })

  test('also when it was sent again', async () => {
    const loan = await aPhone()
    const unlockId = await opened(loan)
    await database()
      .updateTable('unlocks')
      .set({ state: 'failed', stateAt: Temporal.Now.instant() })
      .where('id', '=', unlockId)
      .execute()
    const by = { lenderId, staffId: agent.id, now: Temporal.Now.instant() }
    const again = await transaction((tx) => resendByStaff(tx, { ...by, unlockId }))
    if (!('unlockId' in again)) throw new Error(again.outcome)
    expect(await takeBack(again.unlockId)).toEqual({ outcome: 'taken_back' })
    await reconcile(Temporal.Now.instant())
    await drain()
    expect(loan.phone().locked).toBe(true)
    expect(await phoneOf(database(), loan.borrowerId, loan.deviceId)).toMatchObject({
      openUntil: null,
    })
  })

  test('cannot be taken back once it is out, nor by another lender', async () => {
    const loan = await aPhone()
    const unlockId = await opened(loan)
    expect(await takeBack(unlockId, (await givenLender()).id)).toEqual({ refusal: 'missing' })
    await sendUnlock({ unlockId })
    expect(await takeBack(unlockId)).toMatchObject({ refusal: expect.stringMatching(/out|over/) })
    await untilUnlock(loan, 'confirmed')
    expect(await takeBack(unlockId)).toEqual({ refusal: 'over' })
    expect(loan.phone().locked).toBe(false)
  })
})

test('what money asked for is nobody’s to take back', async () => {
  const loan = await aPhone()
  await capture(await open(loan))
  const unlock = await newestUnlock(loan)
  expect(await takeBack(unlock?.id ?? '')).toEqual({ refusal: 'not_by_staff' })
  await drain()
  await untilUnlock(loan, 'confirmed')
})

describe('a lock removed by mistake', () => {
  async function released(loan: GivenLoan, writesOff: boolean) {
    const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
    const wish = { lenderId, loanId: loan.loanId, writesOff, reason: 'Agreed', staffId: agent.id }
    const about = { seenOutstandingMinor, token: randomUUID(), now: Temporal.Now.instant() }
    const asked = await transaction((tx) => releaseByStaff(tx, { ...wish, ...about }))
    if (!('approvalId' in asked)) throw new Error('nobody was asked')
    expect(await decide(asked.approvalId)).toEqual({ outcome: 'done' })
    return (await newestUnlock(loan))?.id ?? ''
  }

  test('stays when it is not sent and money is owed', async () => {
    const loan = await aPhone()
    expect(await takeBack(await released(loan, false))).toEqual({ outcome: 'taken_back' })
    await reconcile(Temporal.Now.instant())
    await drain()
    expect(loan.phone()).toMatchObject({ locked: true, released: false })
  })

  test('goes by the books when nothing is owed', async () => {
    const loan = await aPhone()
    const unlockId = await released(loan, true)
    expect(await takeBack(unlockId)).toEqual({ refusal: 'nothing_owed' })
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().released).toBe(true)
  })
})
