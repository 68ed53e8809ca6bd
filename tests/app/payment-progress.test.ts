import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { progressOf, timelineFacts } from '#app/payment/payment-facts.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { timelineOf } from '#lib/domain/timeline/timeline.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { noteDecline, noteMethod } from '#lib/payments/follow-payment.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'
import { capture, open, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { refundNews, tell } from '#tests/support/stripe-events.ts'
import { opened } from '#tests/workflows/money/given-opened.ts'

await freshDatabase()
const lender = await givenLender()

/** The lock service has taken the newest unlock: it cannot be called back. */
async function accepted(phone: GivenLoan) {
  const now = Temporal.Now.instant()
  await database()
    .updateTable('unlocks')
    .set({ state: 'accepted', dispatchedAt: now, acceptedAt: now })
    .where('id', '=', (await unlocksOf(phone)).at(-1)?.id ?? '')
    .execute()
}
const loan = await givenLoan(lender, twoLate())
const { paymentId } = await open(loan)

async function progress() {
  const payment = await paymentOf(database(), loan.borrowerId, paymentId)
  if (!payment) throw new Error('the payment is not there')
  return progressOf(payment, Temporal.Now.instant())
}

test('a page that is being watched hears of a card that was declined, and of how it is paid', async () => {
  const before = await progress()
  expect(await progress()).toEqual(before)
  await transaction((tx) => noteDecline(tx, paymentId, 'insufficient_funds'))
  const declined = await progress()
  expect(declined.version).not.toBe(before.version)
  expect(declined.final).toBe(false)
  await transaction((tx) => noteMethod(tx, paymentId, 'oxxo'))
  expect((await progress()).version).not.toBe(declined.version)
})

describe('the page of a payment whose phone was locked by a later unlock for less time', () => {
  const at = (seconds: number) => Temporal.Now.instant().round('second').add({ seconds })

  async function unlocked() {
    const phone = await givenLoan(lender, twoLate(), { lockState: 'locked' })
    const asked = await open(phone)
    await capture(asked)
    await opened(phone, at(1))
    return { phone, asked }
  }

  async function pageOf(phone: GivenLoan, payment: string) {
    const found = await paymentOf(database(), phone.borrowerId, payment)
    if (!found) throw new Error('the payment is not there')
    const { headline, steps } = timelineOf(timelineFacts(found, at(0)))
    return { headline, last: steps.at(-1), ...progressOf(found, at(0)) }
  }

  function says({ deviceId, lenderId }: GivenLoan, observedAt: Temporal.Instant) {
    const said = { actual: 'locked', otherLocks: [], observedAt, rawStatus: 'test' } as const
    return transaction((tx) =>
      recordEvidence(tx, {
        deviceId,
        lenderId,
        source: 'webhook',
        dedupeKey: randomUUID(),
        snapshot: { ...said, otherLocks: [] },
        now: observedAt,
      }),
    )
  }

  test('says that it locked, and when; and that it is open once it is again', async () => {
    const { phone, asked } = await unlocked()
    const other = await unlocked()
    const before = await pageOf(phone, asked.paymentId)
    expect(before).toMatchObject({ headline: 'unlocked', last: { state: 'done' } })
    await tell(refundNews('updated', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
    expect((await unlocksOf(phone)).at(-1)).toMatchObject({ isShorter: true })
    await opened(phone, at(10))
    expect((await pageOf(phone, asked.paymentId)).headline).toBe('unlocked')
    const lockedAt = at(60)
    await says(phone, lockedAt)
    const locked = await pageOf(phone, asked.paymentId)
    expect(locked).toMatchObject({ headline: 'locked_again', final: true })
    expect(locked.last).toMatchObject({ state: 'stopped', note: 'phone_locked_again' })
    expect(`${locked.last?.at}`).toBe(`${lockedAt}`)
    expect(locked.version).not.toBe(before.version)
    await capture(await open(phone))
    await opened(phone, at(90))
    expect((await pageOf(phone, asked.paymentId)).headline).toBe('open_again')
    expect((await pageOf(other.phone, other.asked.paymentId)).headline).toBe('unlocked')
  })

  test('also when it locks before it has heard of the later one', async () => {
    const { phone, asked } = await unlocked()
    await tell(refundNews('updated', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
    await says(phone, at(60))
    expect((await pageOf(phone, asked.paymentId)).headline).toBe('locked_again')
  })
})

test('what went back in full no longer calls the phone paid for, though it is still to open for the days of warning', async () => {
  const paid = async () => {
    const phone = await givenLoan(lender, twoLate(), { lockState: 'locked' })
    const asked = await open(phone)
    await capture(asked)
    await accepted(phone)
    return { phone, asked }
  }
  const shown = async ({ phone, asked }: Awaited<ReturnType<typeof paid>>) => {
    const payment = await paymentOf(database(), phone.borrowerId, asked.paymentId)
    const found = await phoneOf(database(), phone.borrowerId, phone.deviceId)
    if (!payment || !found) throw new Error('it is not there')
    const now = Temporal.Now.instant()
    const { headline } = timelineOf(timelineFacts(payment, now))
    const { reason } = phoneStatus(found, { now, timeZone: 'Asia/Colombo' })
    return { headline, reason, watched: found.liveUnlock?.paymentId }
  }
  const mine = await paid()
  const other = await paid()
  const before = (one: typeof mine) => ({
    headline: 'when_online',
    reason: 'paid_not_confirmed',
    watched: one.asked.paymentId,
  })
  expect(await shown(mine)).toEqual(before(mine))
  await tell(refundNews('updated', { ...mine.asked, pspRefundId: `re_${mine.asked.paymentId}` }))
  expect(await shown(mine)).toEqual({
    headline: 'counts_no_more',
    reason: 'opening',
    watched: null,
  })
  expect(await shown(other)).toEqual(before(other))
})

test('a phone whose lock is gone is not called open while another lock is on it', async () => {
  const headlineWith = async (otherLocks: 'sim_lock'[]) => {
    const phone = await givenLoan(lender, twoLate(), { lockState: 'locked' })
    const asked = await open(phone)
    await capture(asked)
    await database()
      .updateTable('devices')
      .set({ lockState: 'released', otherLocks })
      .where('id', '=', phone.deviceId)
      .execute()
    const found = await paymentOf(database(), phone.borrowerId, asked.paymentId)
    return found && timelineOf(timelineFacts(found, Temporal.Now.instant())).headline
  }
  expect(await headlineWith(['sim_lock'])).toBe('other_lock')
  expect(await headlineWith([])).toBe('stays_open')
})
