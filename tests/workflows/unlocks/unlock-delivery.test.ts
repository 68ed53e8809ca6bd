import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { casesOf, open, paymentRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { givenLender } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, newestUnlock, noticesOf, passTime, untilUnlock } from '#tests/support/world.ts'
import { givenDeliveries, paid } from './given-delivery.ts'

const { mdm, said, connect, givenPhone, mailbox, aPhone } = await givenDeliveries()

async function age(unlockId: string, minutes: number) {
  const { acceptedAt, dispatchedAt, requestedAt } = await database()
    .selectFrom('unlocks')
    .selectAll()
    .where('id', '=', unlockId)
    .executeTakeFirstOrThrow()
  await database()
    .updateTable('unlocks')
    .set({
      requestedAt: requestedAt.subtract({ minutes }),
      dispatchedAt: dispatchedAt?.subtract({ minutes }) ?? null,
      acceptedAt: acceptedAt?.subtract({ minutes }) ?? null,
    })
    .where('id', '=', unlockId)
    .execute()
}

describe('from asked to open', () => {
  test('paid, sent, accepted, and confirmed by the phone’s callback; the borrower is told once', async () => {
    const loan = await aPhone()
    await paid(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    const unlock = await newestUnlock(loan)
    expect(unlock).toMatchObject({ attempts: 1, errorClass: null })
    expect(loan.phone()).toMatchObject({ locked: false, heardCommands: [unlock.id] })
    await drain()
    expect(await noticesOf(unlock.id)).toEqual(['unlock_confirmed'])
    const told = mailbox.mails.filter((mail) => mail.subject?.includes('is open'))
    expect(told).toHaveLength(1)
  })

  test('when the callback is lost, reading the state confirms', async () => {
    await mdm.sandbox.turn('mdm.callbacks', 'lost')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    await vi.waitFor(() => expect(loan.phone().locked).toBe(false))
    expect(await newestUnlock(loan)).toMatchObject({ state: 'accepted' })
    await passTime()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'confirmed' })
    const evidence = await database()
      .selectFrom('deviceEvidence')
      .select(['source', 'actual'])
      .where('deviceId', '=', loan.deviceId)
      .execute()
    expect(evidence).toContainEqual({ source: 'status_read', actual: 'unlocked' })
  })

  test('a callback that comes twice counts once', async () => {
    await mdm.sandbox.turn('mdm.callbacks', 'doubled')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await noticesOf((await newestUnlock(loan)).id)).toEqual(['unlock_confirmed'])
  })

  test('a wrongly signed callback is believed by nobody', async () => {
    await mdm.sandbox.turn('mdm.callbacks', 'bad_signature')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    await vi.waitFor(() => expect(said.join()).toContain('not taken'))
    expect(await newestUnlock(loan)).toMatchObject({ state: 'accepted', confirmedAt: null })
  })
})

describe('accepted is not open', () => {
  test('a phone without network stays “accepted” however often it is looked at, and opens when it is back', async () => {
    const loan = await aPhone({ online: false })
    await paid(loan)
    await drain()
    for (let look = 0; look < 3; look += 1) await passTime()
    const waiting = await newestUnlock(loan)
    expect(waiting).toMatchObject({ state: 'accepted', confirmedAt: null, attempts: 1 })
    expect(waiting.polls).toBeGreaterThanOrEqual(3)
    expect(await noticesOf(waiting.id)).toEqual([])
    await mdm.sandbox.hands.setOnline(loan.phone(), true)
    await untilUnlock(loan, 'confirmed')
  })

  test('“open already” of a phone last heard from before the sending waits for fresh evidence', async () => {
    const lenderThatLocks = await givenLender({ policy: { relock: 'by_lender' } })
    await connect(lenderThatLocks)
    const loan = await givenPhone(lenderThatLocks, twoLate(), {
      lockState: 'unlocked',
      online: false,
    })
    await paid(loan)
    await drain()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'accepted' })
    await mdm.sandbox.hands.setOnline(loan.phone(), true)
    await vi.waitFor(async () => {
      await passTime()
      expect(await newestUnlock(loan)).toMatchObject({ state: 'confirmed' })
    })
  })

  test('a lock service that says yes and does nothing is asked again once the phone was in touch', async () => {
    await mdm.sandbox.turn('mdm.api', 'lying')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    await passTime()
    const { id } = await newestUnlock(loan)
    expect(await newestUnlock(loan)).toMatchObject({ state: 'accepted', attempts: 1 })
    await age(id, 10)
    await mdm.sandbox.turn('mdm.api', 'normal')
    await passTime()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).toMatchObject({ id, attempts: 2 })
  })

  test('after a week without a word it is given up, before a person', async () => {
    const loan = await aPhone({ online: false })
    await paid(loan)
    await drain()
    await age((await newestUnlock(loan)).id, 7 * 24 * 60)
    await passTime()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'expired' })
    expect(await casesOf(loan)).toEqual(['unlock_expired'])
    await mdm.sandbox.hands.setOnline(loan.phone(), true)
    await untilUnlock(loan, 'confirmed')
  })
})

describe('a newer payment', () => {
  test('that opens for longer supersedes the unlock under way; the old one is not sent any more', async () => {
    const loan = await aPhone({ online: false })
    const part = await open(loan, { choice: 'installment' })
    await tell(intentNews('succeeded', part))
    await drain()
    const first = await newestUnlock(loan)
    const rest = await open(loan, { choice: 'settle' })
    await tell(intentNews('succeeded', rest))
    await drain()
    const [before, after] = await unlocksOf(loan)
    expect(before).toMatchObject({ id: first.id, state: 'superseded', supersededBy: after?.id })
    expect(after).toMatchObject({ intent: 'release', state: 'accepted' })
    await mdm.sandbox.hands.setOnline(loan.phone(), true)
    await untilUnlock(loan, 'confirmed')
    expect(loan.phone()).toMatchObject({ released: true })
  })

  test('that opens no longer joins it', async () => {
    const loan = await aPhone({ online: false })
    const first = await paid(loan)
    const second = await open(loan, { choice: 'other', amountMinor: 100_000n })
    await tell(intentNews('succeeded', second))
    const { id } = await newestUnlock(loan)
    const [live, joined, ...others] = await unlocksOf(loan)
    expect(live).toMatchObject({ id, state: 'requested', causeId: first })
    expect(joined).toMatchObject({ state: 'superseded', supersededBy: id, dispatchedAt: null })
    expect(others).toEqual([])
    expect(await paymentRow(first)).toMatchObject({ unlockId: id })
    expect(await paymentRow(second.paymentId)).toMatchObject({ unlockId: id })
  })
})
