import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { connectLockService } from '#lib/integrations/connect-lock-service.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { endWatching } from '#lib/unlocks/end-watching.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { wouldOpen } from '#lib/workflows/unlocks/would-open.ts'
import { dayFromNow, paid, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { toldElsewhere } from '#tests/plans/given-plan.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import { mdmSecret } from '#tests/support/mdm.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { drain, newestUnlock, untilUnlock } from '#tests/support/world.ts'
import { givenRounds, later, upToDate } from '#tests/workflows/promises/given-rounds.ts'

const { mdm, givenPhone } = await givenRounds()

/** A lender whose lock service was connected just now, as the operator does it. */
async function givenWatched(policy: object = {}) {
  const lender = await givenLender({ alone: true, policy })
  const { baseUrl } = mdm.connection(lender.id, lender.slug)
  await transaction((tx) =>
    connectLockService(tx, {
      lenderId: lender.id,
      provider: 'http',
      baseUrl: baseUrl ?? '',
      by: 'operator',
      secret: mdmSecret(lender.slug),
      now: Temporal.Now.instant(),
    }),
  )
  const service = { lenderId: lender.id, provider: 'http' }
  const shown = () => wouldOpen(database(), service, Temporal.Now.instant())
  return { lender, service, shown }
}

describe('a lock service that is new is only watched', () => {
  test('nothing opens by the books; the desk sees what would, and why', async () => {
    const { lender, shown } = await givenWatched()
    const stale = await givenPhone(lender, upToDate)
    const late = await givenPhone(lender, twoLate())
    await reconcile(later(0))
    await drain()
    expect(await unlocksOf(stale)).toEqual([])
    expect(await shown()).toMatchObject({
      count: 1,
      phones: [{ loanNumber: stale.loanNumber, reasons: ['nothing_overdue'] }],
    })
    await toldElsewhere(late, 1_845_000n)
    expect(await unlocksOf(late)).toEqual([])
    expect(await shown()).toMatchObject({ count: 2 })
  })

  test('a rest that is let go of is shown, too, and its phone goes with the others', async () => {
    const { lender, service, shown } = await givenWatched({ smallRest: 'waive' })
    const rest = await givenPhone(lender, [[dayFromNow(-30), 999n]], { currency: 'MXN' })
    await givenPhone(lender, [[dayFromNow(-30), 1_000n]], { currency: 'MXN' })
    await reconcile(later(0))
    expect(await unlocksOf(rest)).toEqual([])
    expect(await shown()).toMatchObject({
      count: 1,
      phones: [{ loanNumber: rest.loanNumber, reasons: ['small_rest'] }],
    })
    const { id: staffId } = await givenStaff(lender, 'approver')
    const end = { ...service, staffId, phones: 1, now: later(0) }
    await transaction((tx) => endWatching(tx, end))
    await reconcile(later(0))
    expect((await unlocksOf(rest)).map(({ intent }) => intent)).toEqual(['release'])
  })

  test('a phone within its days of grace is not said to be locked for what is overdue', async () => {
    const { lender } = await givenWatched()
    const reasonOf = async ({ borrowerId, deviceId }: GivenLoan) => {
      const phone = await phoneOf(database(), borrowerId, deviceId)
      if (!phone) throw new Error('no phone')
      const clock = { now: Temporal.Now.instant(), timeZone: 'Asia/Colombo' }
      return phoneStatus(phone, clock).reason
    }
    const inGrace = [[dayFromNow(-1), 1_000n] as const]
    expect(await reasonOf(await givenPhone(lender, inGrace))).toBe('locked_and_watched')
    expect(await reasonOf(await givenPhone(lender, twoLate()))).toBe('overdue')
  })

  test('what somebody pays opens its phone all the same', async () => {
    const { lender } = await givenWatched()
    const loan = await givenPhone(lender, twoLate())
    await paid(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
  })

  test('its borrower is not told that an unlock comes by itself', async () => {
    const { lender } = await givenWatched()
    const loan = await givenPhone(lender, upToDate)
    const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
    if (!phone) throw new Error('no phone')
    const clock = { now: Temporal.Now.instant(), timeZone: 'Asia/Colombo' }
    expect(phoneStatus(phone, clock).reason).toBe('locked_and_watched')
    expect(phoneStatus({ ...phone, isWatched: false }, clock).reason).toBe('locked_without_reason')
  })

  test('once a person has said so, what was shown opens; who and when are kept', async () => {
    const { lender, service, shown } = await givenWatched()
    const loan = await givenPhone(lender, upToDate)
    const { id: staffId } = await givenStaff(lender, 'approver')
    const end = () =>
      transaction((tx) => endWatching(tx, { ...service, staffId, phones: 1, now: later(0) }))
    expect(await end()).toBe(true)
    expect(await end()).toBe(false)
    expect(await shown()).toMatchObject({ count: 0 })
    await reconcile(later(0))
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).toMatchObject({ cause: 'reconciler' })
    const kept = await database()
      .selectFrom('mdmConnections')
      .select(['watchingEndedBy'])
      .where('lenderId', '=', lender.id)
      .executeTakeFirstOrThrow()
    expect(kept).toEqual({ watchingEndedBy: `staff:${staffId}` })
  })
})
