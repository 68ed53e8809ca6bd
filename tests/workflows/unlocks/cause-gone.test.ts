import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { resendByStaff } from '#lib/workflows/outages/resend-unlocks.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { disputeNews, intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import { drain, newestUnlock, passTime, untilUnlock } from '#tests/support/world.ts'
import { givenByHand } from './given-by-hand.ts'
import { paid } from './given-delivery.ts'
import { owe } from './given-owed.ts'

const { lender, lenderId, agent, mdm, givenPhone, aPhone, say, openCasesOf, deviceOf } =
  await givenByHand()

describe('a phone whose opening lost its cause while it was with a person', () => {
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

  test('offline and given up, then open by itself', async () => {
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
    expect(await openCasesOf(loan)).toEqual(['unlock_expired'])
    await mdm.sandbox.hands.setOnline(loan.phone(), true)
    await untilUnlock(loan, 'confirmed')
    expect(await openCasesOf(loan)).toEqual([])
  })
})
