import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { liveStates } from '#lib/domain/lock/unlock.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { open, paid, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, newestUnlock, noticesOf, passTime, untilUnlock } from '#tests/support/world.ts'
import { givenLawfulWorld } from './given-lawful-world.ts'

const { mdm, lender, givenPhone } = await givenLawfulWorld()

describe('2. Unlocked is what the device says', () => {
  test('“accepted” is told as accepted until the phone itself says it is open', async () => {
    const loan = await givenPhone(lender, twoLate(), { online: false })
    await paid(loan)
    await drain()
    for (let look = 0; look < 3; look += 1) await passTime()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'accepted', confirmedAt: null })
    await mdm.sandbox.hands.setOnline(loan.phone(), true)
    await untilUnlock(loan, 'confirmed')
    const unlock = await newestUnlock(loan)
    const [evidence] = await database()
      .selectFrom('deviceEvidence')
      .selectAll()
      .where('deviceId', '=', loan.deviceId)
      .where('actual', '=', 'unlocked')
      .execute()
    expect(evidence?.observedAt.epochMilliseconds).toBeGreaterThanOrEqual(
      unlock.dispatchedAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    )
  })

  test.for(liveStates)('an unlock that is %s never blocks a stronger one', async (state) => {
    const loan = await givenPhone(lender, twoLate(), { online: false })
    await paid(loan)
    const { id } = await newestUnlock(loan)
    const now = Temporal.Now.instant()
    await database()
      .updateTable('unlocks')
      .set({ state, dispatchedAt: now, acceptedAt: now })
      .where('id', '=', id)
      .execute()
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    expect(await newestUnlock(loan)).toMatchObject({ state: 'requested', intent: 'release' })
  })

  test('every wait has a deadline, and a visible way out when it passes', async () => {
    const loan = await givenPhone(lender, twoLate(), { online: false })
    const { paymentId } = await paid(loan)
    const { id, deadlineAt } = await newestUnlock(loan)
    await reconcile(deadlineAt)
    expect((await newestUnlock(loan)).lateAt).not.toBeNull()
    expect(await noticesOf(id)).toContain('unlock_late')
    const waiting = await open(loan, { choice: 'settle' })
    expect((await paymentRow(waiting.paymentId)).nextCheckAt).not.toBeNull()
    expect(await paymentRow(paymentId)).toMatchObject({ unlockId: id })
  })
})
