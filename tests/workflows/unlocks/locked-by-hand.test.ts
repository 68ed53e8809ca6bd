import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { type LockedByHand, lockedByHand } from '#lib/workflows/unlocks/locked-by-hand.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { dayFromNow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'

const { lender, lenderId, agent, givenPhone } = await givenStaffActs()

const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes })

async function givenOpen(
  installments: Parameters<typeof givenPhone>[1] = twoLate(),
  provider = 'manual',
) {
  const loan = await givenPhone(lender, installments, { provider, lockState: 'unlocked' })
  await database()
    .updateTable('devices')
    .set({ lockStateAt: ago(60) })
    .where('id', '=', loan.deviceId)
    .execute()
  return loan
}

function say({ loanId }: GivenLoan, values: Partial<LockedByHand> = {}) {
  const now = Temporal.Now.instant()
  const word: LockedByHand = {
    loanId,
    lenderId,
    staffId: agent.id,
    note: 'Locked in the console',
    now,
    knownBy: 'console',
    seenAt: now,
    ...values,
  }
  return transaction((tx) => lockedByHand(tx, word))
}

function deviceOf({ deviceId }: GivenLoan) {
  return database()
    .selectFrom('devices')
    .select(['lockState', 'lastSeenAt'])
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()
}

describe('somebody’s word that a phone is locked again', () => {
  test('is kept as evidence with who said it and how they know; the borrower’s page says so', async () => {
    const loan = await givenOpen()
    const seenAt = ago(5).round('millisecond')
    expect(await say(loan, { seenAt })).toEqual({ outcome: 'locked' })
    // The phone itself was not heard from.
    expect(await deviceOf(loan)).toEqual({ lockState: 'locked', lastSeenAt: null })
    const evidence = await database()
      .selectFrom('deviceEvidence')
      .select(['source', 'actual', 'saidBy', 'rawStatus', 'observedAt'])
      .where('deviceId', '=', loan.deviceId)
      .execute()
    const rawStatus = 'console: Locked in the console'
    expect(evidence).toEqual([
      { source: 'person', actual: 'locked', saidBy: agent.id, rawStatus, observedAt: seenAt },
    ])
    const lines = await database()
      .selectFrom('auditLog')
      .select(['actor', 'action', 'detail'])
      .where('subject', '=', 'device')
      .where('subjectId', '=', loan.deviceId)
      .execute()
    const detail = { said: rawStatus, seenAt: seenAt.toString() }
    expect(lines).toEqual([{ actor: `staff:${agent.id}`, action: 'device.locked_by_hand', detail }])
    const shown = await phoneOf(database(), loan.borrowerId, loan.deviceId)
    expect(shown).toMatchObject({ lockState: 'locked' })
  })

  test('counts once, whoever else says it; what is lawfully locked is left so', async () => {
    const loan = await givenOpen()
    const said = await Promise.all([say(loan), say(loan, { knownBy: 'in_hand' })])
    expect(said).toContainEqual({ outcome: 'locked' })
    expect(said).toContainEqual({ refusal: 'over' })
    await reconcile(Temporal.Now.instant())
    expect(await unlocksOf(loan)).toEqual([])
  })
})

describe('no such word', () => {
  test.for([
    ['hold', twoLate(), (loan: GivenLoan) => hold(loan, { until: inDays(3).round('second') })],
    ['nothing_overdue', [[dayFromNow(30), 500_000n]], () => undefined],
    ['grace', [[dayFromNow(-1), 500_000n]], () => undefined],
    ['released', twoLate(), (loan: GivenLoan) => release(loan)],
  ] as const)('is taken against what forbids the lock: %s', async ([bar, schedule, given]) => {
    const loan = await givenOpen(schedule as ReturnType<typeof twoLate>)
    await given(loan)
    expect(await say(loan)).toMatchObject({ refusal: 'forbidden', bars: [bar] })
    expect((await deviceOf(loan)).lockState).not.toBe('locked')
  })

  test('counts that is older than what is known, or to come', async () => {
    const loan = await givenOpen()
    expect(await say(loan, { seenAt: ago(90) })).toEqual({ refusal: 'before_it_was_open' })
    expect(await say(loan, { seenAt: ago(-5) })).toEqual({ refusal: 'in_the_future' })
    expect(await deviceOf(loan)).toMatchObject({ lockState: 'unlocked' })
  })

  test('is heard of a phone that speaks for itself, or from another lender', async () => {
    const served = await givenOpen(twoLate(), 'http')
    const loan = await givenOpen()
    expect(await say(served)).toEqual({ refusal: 'by_service' })
    const other = await givenLender()
    expect(await say(loan, { lenderId: other.id })).toEqual({ refusal: 'missing' })
  })
})

function release({ deviceId }: GivenLoan) {
  return database()
    .updateTable('devices')
    .set({ lockState: 'released' })
    .where('id', '=', deviceId)
    .execute()
}
