import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { closeCase } from '#lib/cases/change-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { releaseByStaff } from '#lib/workflows/unlocks/release-by-staff.ts'
import sendUnlock from '#lib/workflows/unlocks/send-unlock.ts'
import { unlockByStaff } from '#lib/workflows/unlocks/unlock-by-staff.ts'
import { capture, loanRow, open, unlocksOf } from '#tests/payments/given-payment.ts'
import { disputeNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import type { GivenPhone } from '#tests/support/world.ts'
import { inState } from '#tests/unlocks/given-unlock.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'

const { aPhone, decide, agent, lenderId } = await givenStaffActs()

const states = async (loan: GivenPhone) =>
  (await unlocksOf(loan)).map(({ cause, intent, state }) => `${cause} ${intent} ${state}`)

function byStaff({ loanId }: GivenPhone, days = 3) {
  const wish = { lenderId, loanId, days, reason: 'At the hospital', token: randomUUID() }
  const now = Temporal.Now.instant()
  return transaction((tx) => unlockByStaff(tx, { ...wish, staffId: agent.id, now }))
}

async function refunded(asked: Awaited<ReturnType<typeof open>>) {
  await tell(refundNews('updated', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
}

describe('what opens a phone for less than something that is under way already', () => {
  test('staff’s word stands when the money of the longer time goes back', async () => {
    const loan = await aPhone()
    const other = await aPhone()
    const asked = await open(loan)
    await capture(asked)
    await capture(await open(other))
    // Longer than the days of warning that follow money that goes back.
    const given = await byStaff(loan, 6)
    if (!('until' in given)) throw new Error('refused')
    expect(await states(loan)).toEqual(['payment until requested', 'staff until superseded'])
    await refunded(asked)
    const [, , instead] = await unlocksOf(loan)
    expect(instead).toMatchObject({ cause: 'reconciler', state: 'requested' })
    expect(`${instead?.relockAt}`).toBe(`${given.until}`)
    expect(await states(other)).toEqual(['payment until requested'])
  })

  test('a second press of the button is the same word', async () => {
    const loan = await aPhone()
    await capture(await open(loan))
    const wish = { lenderId, loanId: loan.loanId, days: 3, reason: 'Ill', token: randomUUID() }
    const press = () =>
      transaction((tx) =>
        unlockByStaff(tx, { ...wish, staffId: agent.id, now: Temporal.Now.instant() }),
      )
    const first = await press()
    const second = await press()
    expect(second).toMatchObject({ unlockId: 'unlockId' in first && first.unlockId })
    expect(await unlocksOf(loan)).toHaveLength(2)
  })

  test('the phone’s word still answers the longer one', async () => {
    const loan = await aPhone()
    await capture(await open(loan))
    await byStaff(loan)
    const [longer] = await unlocksOf(loan)
    await sendUnlock({ unlockId: longer?.id ?? '' })
    await expect
      .poll(() => states(loan))
      .toEqual(['payment until confirmed', 'staff until superseded'])
  })

  test('what two people agreed on stands when a settlement goes back', async () => {
    const loan = await aPhone()
    const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
    const wish = { lenderId, loanId: loan.loanId, seenOutstandingMinor, writesOff: false }
    const agreed = await transaction((tx) =>
      releaseByStaff(tx, {
        ...wish,
        reason: 'Court order',
        staffId: agent.id,
        token: randomUUID(),
        now: Temporal.Now.instant(),
      }),
    )
    if (!('approvalId' in agreed)) throw new Error('not asked')
    await decide(agreed.approvalId)
    const asked = await open(loan, { choice: 'settle' })
    await capture(asked)
    await refunded(asked)
    const [release] = await unlocksOf(loan)
    await sendUnlock({ unlockId: release?.id ?? '' })
    await expect.poll(() => loan.phone().released).toBe(true)
  })
})

describe('what is to be opened again for a time', () => {
  test('is not, when that time was bought with money that has gone back', async () => {
    const loan = await aPhone()
    const asked = await open(loan)
    await capture(asked)
    const [bought] = await unlocksOf(loan)
    await inState(bought?.id ?? '', 'expired')
    await reconcile(Temporal.Now.instant())
    expect(await states(loan)).toEqual(['payment until superseded', 'reconciler until requested'])
    await refunded(asked)
    expect((await states(loan)).at(-1)).toBe('reconciler until superseded')
  })
})

describe('while another payment of the loan is disputed', () => {
  async function settledBesideDispute() {
    const loan = await aPhone()
    const disputed = await open(loan, { choice: 'installment' })
    await capture(disputed)
    const [first] = await unlocksOf(loan)
    if (first) await inState(first.id, 'expired')
    await tell(disputeNews('created', disputed))
    await tell(disputeNews('funds_withdrawn', { ...disputed, secondsLater: 1 }))
    await capture(await open(loan, { choice: 'settle' }))
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n })
    return { loan, disputed }
  }
  const newest = async (loan: GivenPhone) => {
    await reconcile(Temporal.Now.instant())
    return (await states(loan)).at(-1)
  }

  test('a payment that settles it opens the phone, and removes the lock once the bank gives back', async () => {
    const { loan, disputed } = await settledBesideDispute()
    expect(await newest(loan)).toBe('reconciler indefinite requested')
    await tell(disputeNews('funds_reinstated', { ...disputed, secondsLater: 2 }, 'won'))
    expect(await newest(loan)).toBe('reconciler release requested')
  })

  test('or once it is lost and a person has closed its case: the lender bears it', async () => {
    const { loan, disputed } = await settledBesideDispute()
    const other = await settledBesideDispute()
    for (const one of [disputed, other.disputed])
      await tell(disputeNews('closed', { ...one, secondsLater: 2 }, 'lost'))
    expect(await newest(loan)).toBe('reconciler indefinite requested')
    await closeDisputeOf(loan)
    expect(await newest(loan)).toBe('reconciler release requested')
    expect(await newest(other.loan)).toBe('reconciler indefinite requested')
  })

  test('one person alone does not remove the lock', async () => {
    const { loan } = await settledBesideDispute()
    const asked = await transaction((tx) =>
      releaseByStaff(tx, {
        lenderId,
        loanId: loan.loanId,
        seenOutstandingMinor: 0n,
        writesOff: false,
        reason: 'Paid',
        staffId: agent.id,
        token: randomUUID(),
        now: Temporal.Now.instant(),
      }),
    )
    expect(asked).toMatchObject({ outcome: 'asked' })
  })
})

async function closeDisputeOf({ loanId }: GivenPhone) {
  const found = await database()
    .selectFrom('cases')
    .select(['id as caseId', 'version as seenVersion'])
    .where('loanId', '=', loanId)
    .where('kind', '=', 'dispute')
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const act = { lenderId, staffId: agent.id, ...found, now: Temporal.Now.instant() }
  await transaction((tx) => closeCase(tx, { ...act, note: 'We bear it' }))
}
