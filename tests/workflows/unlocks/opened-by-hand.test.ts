import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { unlockBoard, unlocksInGroup, unlocksOnBoard } from '#lib/unlocks/board.ts'
import type { OpenedByHand } from '#lib/unlocks/seen-open.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { openedByHand } from '#lib/workflows/unlocks/opened-by-hand.ts'
import { resendByStaff } from '#lib/workflows/unlocks/resend-unlocks.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import { disputeNews, intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import { drain, newestUnlock, noticesOf, passTime, untilUnlock } from '#tests/support/world.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'
import { paid } from './given-delivery.ts'
import { owe } from './given-owed.ts'

const { lender, lenderId, agent, mdm, givenPhone, aPhone } = await givenStaffActs()

async function aPaidPhone(provider = 'manual') {
  const loan = await givenPhone(lender, twoLate(), { provider })
  await paid(loan)
  await drain()
  return loan
}

async function say(loan: GivenLoan, values: Partial<OpenedByHand> = {}) {
  const { id: unlockId } = await newestUnlock(loan)
  const now = Temporal.Now.instant()
  const word: OpenedByHand = {
    ...{ unlockId, lenderId, staffId: agent.id, note: 'Opened in the console', now },
    knownBy: 'console',
    opening: 'as_asked',
    seenAt: now,
    ...values,
  }
  return transaction((tx) => openedByHand(tx, word))
}

async function openCasesOf({ loanId }: GivenLoan): Promise<string[]> {
  const rows = await database()
    .selectFrom('cases')
    .select('kind')
    .where('loanId', '=', loanId)
    .where('closedAt', 'is', null)
    .orderBy('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

function evidenceOf({ deviceId }: GivenLoan) {
  return database()
    .selectFrom('deviceEvidence')
    .select(['source', 'actual', 'saidBy', 'rawStatus', 'relockAt'])
    .where('deviceId', '=', deviceId)
    .execute()
}

function deviceOf({ deviceId }: GivenLoan) {
  return database()
    .selectFrom('devices')
    .select(['lockState', 'relockAt', 'lastSeenAt'])
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()
}

describe('somebody’s word that a phone is open', () => {
  test.for(['manual', 'a provider nobody has written yet'])(
    'counts for a phone of “%s”: open, told, its case closed, and kept with who said it',
    async (provider) => {
      const loan = await aPaidPhone(provider)
      expect(await openCasesOf(loan)).toEqual(['manual_unlock'])
      expect(await say(loan)).toEqual({ outcome: 'open' })
      const { id, state, relockAt } = await newestUnlock(loan)
      expect(state).toBe('confirmed')
      expect(await openCasesOf(loan)).toEqual([])
      expect(await noticesOf(id)).toEqual(['unlock_confirmed'])
      expect(await evidenceOf(loan)).toEqual([
        {
          ...{ source: 'person', actual: 'unlocked', saidBy: agent.id, relockAt },
          rawStatus: 'console: Opened in the console',
        },
      ])
      // The phone itself was not heard from.
      expect(await deviceOf(loan)).toEqual({ lockState: 'unlocked', relockAt, lastSeenAt: null })
      const lines = await database()
        .selectFrom('auditLog')
        .select(['actor', 'action'])
        .where('subjectId', '=', id)
        .orderBy('id', 'desc')
        .limit(1)
        .execute()
      expect(lines).toEqual([{ actor: `staff:${agent.id}`, action: 'unlock.opened_by_hand' }])
    },
  )

  test('is what the board waits for: its lock has refused nothing', async () => {
    const loan = await aPaidPhone()
    const refused = await aPhone()
    await mdm.sandbox.turn('mdm.api', 'refusing')
    await paid(refused)
    await drain()
    await mdm.sandbox.turn('mdm.api', 'normal')
    const stageOf = async (one: GivenLoan) => {
      const { id } = await newestUnlock(one)
      const page = { group: undefined, page: 1, size: 500 }
      const listed = await unlocksOnBoard(database(), lenderId, page)
      return listed.find((unlock) => unlock.id === id)?.stage
    }
    expect([await stageOf(loan), await stageOf(refused)]).toEqual(['by_person', 'refused'])
    const group = (await unlockBoard(database(), lenderId)).find(
      ({ stage }) => stage === 'by_person',
    )
    expect(group && (await unlocksInGroup(database(), lenderId, group))).toHaveLength(
      group?.count ?? 0,
    )
  })

  test('counts once, however often it is sent and whoever else says it', async () => {
    const loan = await aPaidPhone()
    const said = await Promise.all([say(loan), say(loan), say(loan, { knownBy: 'borrower' })])
    expect(said.filter((one) => 'outcome' in one)).toHaveLength(1)
    expect(said.filter((one) => 'refusal' in one && one.refusal === 'over')).toHaveLength(2)
    expect(await evidenceOf(loan)).toHaveLength(1)
    expect(await noticesOf((await newestUnlock(loan)).id)).toEqual(['unlock_confirmed'])
  })

  test('counts when it is late, too: then no case about it stays', async () => {
    const loan = await aPaidPhone()
    await reconcile(Temporal.Now.instant().add({ minutes: 61 }))
    expect(await openCasesOf(loan)).toEqual(['manual_unlock', 'unlock_late'])
    await say(loan)
    expect(await openCasesOf(loan)).toEqual([])
  })

  test('counts before anything was sent; what is queued then does nothing', async () => {
    const loan = await givenPhone(lender, twoLate(), { provider: 'manual' })
    await paid(loan)
    expect(await newestUnlock(loan)).toMatchObject({ state: 'requested', dispatchedAt: null })
    expect(await say(loan)).toEqual({ outcome: 'open' })
    await drain()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'confirmed', dispatchedAt: null })
    expect(await openCasesOf(loan)).toEqual([])
  })

  test('is that a phone stays open for longer than asked', async () => {
    const loan = await aPaidPhone()
    expect(await newestUnlock(loan)).toMatchObject({ intent: 'until' })
    expect(await say(loan, { opening: 'longer' })).toEqual({ outcome: 'open' })
    expect(await deviceOf(loan)).toMatchObject({ lockState: 'unlocked', relockAt: null })
  })

  test('is that the lock is gone for good, where that was asked', async () => {
    const loan = await givenPhone(lender, twoLate(), { provider: 'manual' })
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    await drain()
    expect(await newestUnlock(loan)).toMatchObject({ intent: 'release' })
    expect(await say(loan, { knownBy: 'borrower' })).toEqual({ refusal: 'not_to_be_known_so' })
    expect(await say(loan)).toEqual({ outcome: 'open' })
    expect(await deviceOf(loan)).toMatchObject({ lockState: 'released' })
  })
})

describe('no such word', () => {
  const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes })

  test.for([
    ['before_the_request', { seenAt: ago(5) }],
    ['in_the_future', { seenAt: ago(-5) }],
    ['less_than_asked', { opening: 'less' }],
  ] as const)('%s: nothing changes', async ([refusal, values]) => {
    const loan = await aPaidPhone()
    expect(await say(loan, values)).toEqual({ refusal })
    expect(await newestUnlock(loan)).toMatchObject({ state: 'rejected' })
    expect(await evidenceOf(loan)).toEqual([])
    expect(await openCasesOf(loan)).toEqual(['manual_unlock'])
  })

  test('opens a phone that speaks for itself', async () => {
    const loan = await aPhone({ online: false })
    await paid(loan)
    await drain()
    expect(await say(loan)).toEqual({ refusal: 'by_service' })
    expect(await newestUnlock(loan)).toMatchObject({ state: 'accepted' })
  })

  test('is said of another lender’s unlock', async () => {
    const loan = await aPaidPhone()
    const other = await givenLender()
    expect(await say(loan, { lenderId: other.id })).toEqual({ refusal: 'missing' })
    expect(await newestUnlock(loan)).toMatchObject({ state: 'rejected' })
  })

  test('answers an unlock that a newer one stands for; the phone has one case', async () => {
    const loan = await aPaidPhone()
    const older = await newestUnlock(loan)
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    await drain()
    expect(await say(loan, { unlockId: older.id })).toEqual({ refusal: 'replaced' })
    expect(await openCasesOf(loan)).toEqual(['manual_unlock'])
    expect(await say(loan)).toEqual({ outcome: 'open' })
    expect(await openCasesOf(loan)).toEqual([])
  })
})

describe('a phone whose opening lost its ground while it was with a person', () => {
  const asksOf = async (loan: GivenLoan) =>
    (await openCasesOf(loan)).filter((kind) => kind.includes('unlock'))

  async function settledByHand() {
    const loan = await givenPhone(lender, twoLate(), { provider: 'manual' })
    const asked = await open(loan, { choice: 'settle' })
    await tell(intentNews('succeeded', asked))
    await drain()
    const release = await newestUnlock(loan)
    expect(release).toMatchObject({ intent: 'release', state: 'rejected' })
    expect(await asksOf(loan)).toEqual(['manual_unlock'])
    return { loan, asked, unlockId: release.id }
  }

  test('is asked of nobody once the money went back, and no word opens it', async () => {
    const { loan, asked, unlockId } = await settledByHand()
    const other = await settledByHand()
    await reconcile(Temporal.Now.instant().add({ minutes: 61 }))
    expect(await asksOf(loan)).toEqual(['manual_unlock', 'unlock_late'])
    await tell(refundNews('updated', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
    await drain()
    expect(await newestUnlock(loan)).toMatchObject({ id: unlockId, state: 'superseded' })
    expect(await asksOf(loan)).toEqual([])
    expect(await say(loan, { unlockId })).toEqual({ refusal: 'ended' })
    expect(await deviceOf(loan)).toMatchObject({ lockState: 'locked' })
    expect(await asksOf(other.loan)).toEqual(['manual_unlock', 'unlock_late'])
    expect(await say(other.loan)).toEqual({ outcome: 'open' })
  })

  test('opens without being released while the money is disputed', async () => {
    const { loan, asked, unlockId } = await settledByHand()
    await tell(disputeNews('created', asked))
    await drain()
    const instead = await newestUnlock(loan)
    expect(instead).toMatchObject({ intent: 'indefinite', state: 'rejected' })
    expect(await asksOf(loan)).toEqual(['manual_unlock'])
    expect(await say(loan, { unlockId })).toEqual({ refusal: 'replaced' })
    expect(await say(loan)).toEqual({ outcome: 'open' })
    expect(await deviceOf(loan)).toMatchObject({ lockState: 'unlocked' })
  })

  test('is looked at once more when somebody says that it is open, and at the next sweep', async () => {
    const said = await settledByHand()
    const swept = await settledByHand()
    const other = await settledByHand()
    for (const { loan } of [said, swept]) await owe(loan, 500_000n)
    expect(await say(said.loan)).toEqual({ refusal: 'replaced' })
    await reconcile(Temporal.Now.instant())
    await drain()
    for (const { loan } of [said, swept]) {
      expect(await newestUnlock(loan)).toMatchObject({ intent: 'until', state: 'rejected' })
      expect(await asksOf(loan)).toEqual(['manual_unlock'])
      expect(await deviceOf(loan)).toMatchObject({ lockState: 'locked' })
    }
    expect(await newestUnlock(other.loan)).toMatchObject({ intent: 'release', state: 'rejected' })
  })

  test('opens for the time that is left when only a part of what opened it stays', async () => {
    const loan = await givenPhone(lender, twoLate(), { provider: 'manual' })
    await paid(loan)
    await drain()
    const first = await newestUnlock(loan)
    const later = await open(loan, { choice: 'arrears_and_next' })
    await tell(intentNews('succeeded', later))
    await drain()
    const longer = await newestUnlock(loan)
    expect(longer.id).not.toBe(first.id)
    await tell(refundNews('updated', { ...later, pspRefundId: `re_${later.paymentId}` }))
    await drain()
    const left = await newestUnlock(loan)
    expect(left.relockAt).toEqual(first.relockAt)
    expect(left).toMatchObject({ intent: 'until', state: 'rejected' })
    expect(await asksOf(loan)).toEqual(['manual_unlock'])
    expect(await say(loan, { unlockId: longer.id })).toEqual({ refusal: 'replaced' })
    expect(await say(loan)).toEqual({ outcome: 'open' })
  })
})

describe('an open phone needs nobody any more', () => {
  test('refused, sent again, open: its case is closed', async () => {
    await mdm.sandbox.turn('mdm.api', 'refusing')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    expect(await openCasesOf(loan)).toEqual(['unlock_refused'])
    await mdm.sandbox.turn('mdm.api', 'normal')
    const { id: unlockId } = await newestUnlock(loan)
    const wish = { unlockId, lenderId, staffId: agent.id, now: Temporal.Now.instant() }
    await transaction((tx) => resendByStaff(tx, wish))
    expect(await openCasesOf(loan)).toEqual([])
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await openCasesOf(loan)).toEqual([])
  })

  test('late and given up, then open by itself', async () => {
    const loan = await aPhone({ online: false })
    await paid(loan)
    await drain()
    await reconcile(Temporal.Now.instant().add({ minutes: 61 }))
    await database()
      .updateTable('unlocks')
      .set({ requestedAt: Temporal.Now.instant().subtract({ hours: 24 * 7 }) })
      .where('deviceId', '=', loan.deviceId)
      .execute()
    await passTime()
    expect(await openCasesOf(loan)).toEqual(['unlock_expired', 'unlock_late'])
    await mdm.sandbox.hands.setOnline(loan.phone(), true)
    await untilUnlock(loan, 'confirmed')
    expect(await openCasesOf(loan)).toEqual([])
  })
})
