import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { reverseByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import { releaseByStaff } from '#lib/workflows/unlocks/release-by-staff.ts'
import sendUnlock from '#lib/workflows/unlocks/send-unlock.ts'
import { balanceOf, capture, loanRow, open, unlocksOf } from '#tests/payments/given-payment.ts'
import { alone, aloneUpTo, wishFor } from '#tests/payments/given-staff-money.ts'
import { disputeNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import type { GivenPhone } from '#tests/support/world.ts'
import { untilUnlock } from '#tests/support/world.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'
import { owe } from './given-owed.ts'

const { mdm, aPhone, cash, decide, agent, lenderId, lender } = await givenStaffActs()

/** A loan settled by Stripe, and the release it earned, which is not out yet. */
async function settled() {
  const loan = await aPhone()
  const asked = await open(loan, { choice: 'settle' })
  await capture(asked)
  const [release] = await unlocksOf(loan)
  if (!release) throw new Error('no release')
  expect(release).toMatchObject({ intent: 'release', state: 'requested' })
  return { loan, asked, release }
}

const states = async (loan: GivenPhone) =>
  (await unlocksOf(loan)).map(({ intent, state }) => `${intent} ${state}`)

async function isReleased(loan: GivenPhone, unlockId: string) {
  await sendUnlock({ unlockId })
  return loan.phone().released
}

describe('a release that is not out yet', () => {
  test('goes out when nothing happens to its money', async () => {
    const { loan, release } = await settled()
    await sendUnlock({ unlockId: release.id })
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone().released).toBe(true)
  })

  test('ends with a refund that Stripe tells of, rebate and all; the phone stays as the books say', async () => {
    const { loan, asked, release } = await settled()
    const other = await settled()
    const balance = await loanRow(loan)
    expect(balance).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    await tell(refundNews('updated', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
    // What was waived for the settlement is owed again, too: 3,690,000 were lent.
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n, creditMinor: 0n })
    expect(await balanceOf(asked.paymentId)).toEqual({})
    expect(await states(loan)).toEqual(['release superseded'])
    expect(await isReleased(loan, release.id)).toBe(false)
    expect(loan.phone().locked).toBe(true)
    expect(await states(other.loan)).toEqual(['release requested'])
  })

  test('a refund in parts brings the rebate back with the last of them', async () => {
    const { loan, asked } = await settled()
    const part = (amountMinor: bigint, name: string) =>
      tell(
        refundNews('updated', {
          ...asked,
          amountMinor,
          pspRefundId: `re_${name}_${asked.paymentId}`,
        }),
      )
    await part(97_750n, 'a')
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 97_750n })
    await part(3_500_000n, 'b')
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
  })

  test('a refund that fails after all waives it again, and the release is asked for again', async () => {
    const { loan, asked } = await settled()
    const refund = { ...asked, pspRefundId: `re_${asked.paymentId}` }
    await tell(refundNews('updated', refund))
    await reconcile(Temporal.Now.instant())
    expect(await states(loan)).toEqual(['release superseded'])
    await tell(refundNews('failed', refund))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await balanceOf(asked.paymentId)).toMatchObject({ settlement_rebate: 92_250n })
    for (let round = 0; round < 3; round += 1) await reconcile(Temporal.Now.instant())
    expect(await states(loan)).toEqual(['release superseded', 'release requested'])
  })

  test('ends with a refund that staff made', async () => {
    const { loan, asked, release } = await settled()
    await setPolicy(aloneUpTo(asked.amountMinor))
    const given = await alone(await wishFor(lender, asked.paymentId, asked.amountMinor))
    if (!('refundId' in given)) throw new Error('refused')
    const { refundId } = given
    await tell(refundNews('updated', { ...asked, refundId, pspRefundId: `re_${refundId}` }))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n, creditMinor: 0n })
    expect(await isReleased(loan, release.id)).toBe(false)
    expect(await states(loan)).toEqual(['release superseded'])
  })

  test('ends with the reversal of the cash that paid the loan off', async () => {
    const loan = await aPhone()
    const { outstandingMinor } = await loanRow(loan)
    const paymentId = await cash(loan, outstandingMinor)
    expect(await states(loan)).toEqual(['release requested'])
    const reversal = { lenderId, paymentId, amountMinor: outstandingMinor, currency: 'LKR' }
    const asked = await transaction((tx) =>
      reverseByStaff(tx, {
        ...reversal,
        note: 'Counted wrong',
        staffId: agent.id,
        now: Temporal.Now.instant(),
      }),
    )
    if ('approvalId' in asked) await decide(asked.approvalId)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor })
    expect(await states(loan)).toEqual(['release superseded'])
  })

  test('ends with a dispute, and the phone opens without being released; won, it is released', async () => {
    const { loan, asked, release } = await settled()
    await tell(disputeNews('created', asked))
    expect(await states(loan)).toEqual(['release superseded', 'indefinite requested'])
    expect(await isReleased(loan, release.id)).toBe(false)
    await tell(disputeNews('funds_withdrawn', asked))
    await reconcile(Temporal.Now.instant())
    expect(await states(loan)).toEqual(['release superseded', 'indefinite requested'])
    await tell(disputeNews('funds_reinstated', { ...asked, secondsLater: 1 }, 'won'))
    for (let round = 0; round < 2; round += 1) await reconcile(Temporal.Now.instant())
    expect((await states(loan)).at(-1)).toBe('release requested')
  })
})

test('whatever made the loan owe again: it is looked at once more when it is sent', async () => {
  const { loan, release } = await settled()
  await owe(loan, 500_000n)
  await sendUnlock({ unlockId: release.id })
  expect(loan.phone().released).toBe(false)
  // Nothing is overdue: it opens for as long as that lasts.
  expect(await states(loan)).toEqual(['release superseded', 'until requested'])
})

test('and at the next sweep, so that nothing waits for what is not coming', async () => {
  const { loan } = await settled()
  const { loan: bystander } = await settled()
  await owe(loan, 500_000n)
  expect(await states(loan)).toEqual(['release requested'])
  await reconcile(Temporal.Now.instant())
  expect(await states(loan)).toEqual(['release superseded', 'until requested'])
  expect(await states(bystander)).toEqual(['release requested'])
})

test('one that is being sent is let go, and ends when its sender has gone', async () => {
  const { loan, release } = await settled()
  await owe(loan, 500_000n)
  const now = Temporal.Now.instant()
  await database()
    .updateTable('unlocks')
    .set({ state: 'dispatching', nextActionAt: now.add({ minutes: 1 }) })
    .where('id', '=', release.id)
    .execute()
  await reconcile(now)
  expect(await states(loan)).toEqual(['release dispatching'])
  await reconcile(now.add({ minutes: 2 }))
  expect(await states(loan)).toEqual(['release superseded', 'until requested'])
})

test('after a send that failed, too', async () => {
  const { loan, asked, release } = await settled()
  await mdm.sandbox.turn('mdm.api', 'down')
  await sendUnlock({ unlockId: release.id })
  expect(await states(loan)).toEqual(['release retry_wait'])
  await tell(refundNews('updated', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
  expect(await states(loan)).toEqual(['release superseded'])
})

test('what two people decided is done whatever is owed', async () => {
  const loan = await aPhone()
  const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
  const asked = await transaction((tx) =>
    releaseByStaff(tx, {
      lenderId,
      loanId: loan.loanId,
      seenOutstandingMinor,
      writesOff: false,
      reason: 'Court order',
      staffId: agent.id,
      token: randomUUID(),
      now: Temporal.Now.instant(),
    }),
  )
  if (!('approvalId' in asked)) throw new Error('not asked')
  await decide(asked.approvalId)
  await reconcile(Temporal.Now.instant())
  const [release] = await unlocksOf(loan)
  await sendUnlock({ unlockId: release?.id ?? '' })
  await untilUnlock(loan, 'confirmed')
  expect(loan.phone().released).toBe(true)
})

test('an unlock for a payment that went back whole before it was sent opens nothing', async () => {
  const loan = await aPhone()
  const asked = await open(loan)
  await capture(asked)
  expect(await states(loan)).toEqual(['until requested'])
  await tell(refundNews('updated', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
  expect(await states(loan)).toEqual(['until superseded'])
})

function setPolicy(values: object) {
  return sql`update lenders set policy = policy || ${JSON.stringify(values)}::jsonb
              where id = ${lender.id}`.execute(database())
}
