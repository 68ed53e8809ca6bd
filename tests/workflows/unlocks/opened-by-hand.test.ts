import { describe, expect, test } from 'vitest'
import { closeCase } from '#lib/cases/change-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { unlockBoard, unlocksInGroup, unlocksOnBoard } from '#lib/unlocks/board.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { toldElsewhere } from '#tests/plans/given-plan.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, newestUnlock, noticesOf } from '#tests/support/world.ts'
import { unlockRow } from '#tests/unlocks/given-unlock.ts'
import { givenByHand } from './given-by-hand.ts'
import { paid } from './given-delivery.ts'

const {
  lender,
  lenderId,
  agent,
  mdm,
  givenPhone,
  aPhone,
  aPaidPhone,
  say,
  openCasesOf,
  evidenceOf,
  deviceOf,
} = await givenByHand()

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
          source: 'person',
          actual: 'unlocked',
          saidBy: agent.id,
          relockAt,
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
    expect(await stageOf(loan)).toBe('by_person')
    expect(await stageOf(refused)).toBe('refused')
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

  test('is what ends its case: a note does not', async () => {
    const loan = await aPaidPhone()
    const bystander = await aPaidPhone()
    expect(await closeCaseOf(loan)).toEqual({ refusal: 'still_locked' })
    expect(await openCasesOf(loan)).toEqual(['manual_unlock'])
    // Whoever holds the phone says that it is open: nobody waits for a person any more.
    await database()
      .updateTable('unlocks')
      .set({ saidOpenAt: Temporal.Now.instant(), saidOpenBy: loan.borrowerId })
      .where('id', '=', (await newestUnlock(loan)).id)
      .execute()
    expect(await closeCaseOf(loan)).toEqual({ refusal: undefined })
    expect(await openCasesOf(loan)).toEqual([])
    expect(await openCasesOf(bystander)).toEqual(['manual_unlock'])
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

async function closeCaseOf({ loanId }: GivenLoan) {
  const found = await database()
    .selectFrom('cases')
    .select(['id as caseId', 'version as seenVersion'])
    .where('loanId', '=', loanId)
    .where('kind', '=', 'manual_unlock')
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const act = { ...found, lenderId, staffId: agent.id, now: Temporal.Now.instant() }
  return transaction((tx) => closeCase(tx, { ...act, note: 'Opened, I think' }))
}

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

describe('a second payment', () => {
  test('that buys nothing new asks nobody anew: what waits stands for both, and is opened once', async () => {
    const loan = await givenPhone(lender, twoLate(), { provider: 'manual' })
    await toldElsewhere(loan, 922_500n)
    await drain()
    const first = await newestUnlock(loan)
    await toldElsewhere(loan, 100_000n)
    await drain()
    expect(await newestUnlock(loan)).toMatchObject({ id: first.id, state: 'rejected' })
    expect(await openCasesOf(loan)).toEqual(['manual_unlock'])
    expect(await say(loan, { unlockId: first.id })).toEqual({ outcome: 'open' })
    await toldElsewhere(loan, 100_000n)
    await drain()
    expect(await newestUnlock(loan)).toMatchObject({ id: first.id, state: 'confirmed' })
    expect(await openCasesOf(loan)).toEqual([])
  })

  test('that buys more ends what waits, and its payment waits for the new one', async () => {
    const loan = await aPaidPhone()
    const older = await newestUnlock(loan)
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    await drain()
    const newer = await newestUnlock(loan)
    expect(newer).toMatchObject({ state: 'rejected' })
    const { state, supersededBy } = await unlockRow(older.id)
    expect([state, supersededBy]).toEqual(['superseded', newer.id])
    const payments = await database()
      .selectFrom('payments')
      .select('unlockId')
      .where('loanId', '=', loan.loanId)
      .execute()
    expect(payments.map(({ unlockId }) => unlockId)).toEqual([newer.id, newer.id])
    await reconcile(Temporal.Now.instant().add({ hours: 24 * 3 }))
    expect(await noticesOf(older.id)).toEqual([])
    expect(await noticesOf(newer.id)).toEqual(['unlock_late'])
  })
})
