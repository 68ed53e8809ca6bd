import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { unlockBoard, unlocksInGroup, unlocksOnBoard } from '#lib/unlocks/board.ts'
import { beginOutage, endOutage } from '#lib/workflows/outages/outage.ts'
import { resendByStaff, resendGroup } from '#lib/workflows/outages/resend-unlocks.ts'
import { servicesOut } from '#lib/workflows/outages/services-out.ts'
import { casesOf, paymentRow } from '#tests/payments/given-payment.ts'
import { givenLender } from '#tests/support/lender.ts'
import { drain, newestUnlock, passTime, untilUnlock } from '#tests/support/world.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'
import { paid } from './given-delivery.ts'

const { mdm, lenderId, agent, aPhone } = await givenStaffActs()

describe('the board of unlocks', () => {
  const wish = () => ({ lenderId, staffId: agent.id, now: Temporal.Now.instant() })

  test('groups what one thing holds up; it goes by itself once the service answers, and each phone opens once', async () => {
    await mdm.sandbox.turn('mdm.api', 'down')
    const phones = await Promise.all([aPhone(), aPhone(), aPhone()])
    for (const loan of phones) await paid(loan)
    await drain()
    // A service that does not answer is tried only now and then.
    for (const _ of phones) await passTime()
    const group = (await unlockBoard(database(), lenderId)).find(
      ({ errorClass }) => errorClass === 'provider_down',
    )
    if (!group) throw new Error('there is no group')
    expect(group).toMatchObject({ provider: 'http', stage: 'sending', count: 3, lateCount: 0 })
    expect(await unlocksInGroup(database(), lenderId, group)).toHaveLength(3)
    const listed = (page: number) => unlocksOnBoard(database(), lenderId, { group, page, size: 2 })
    expect(await listed(1)).toHaveLength(2)
    expect(await listed(2)).toHaveLength(1)
    // Its breaker is open: what is sent now would only wait.
    expect((await servicesOut(database(), lenderId)).has('http')).toBe(true)
    expect(await resendGroup({ ...wish(), group })).toBe(0)
    await mdm.sandbox.turn('mdm.api', 'normal')
    await passTime()
    for (const loan of phones) {
      await untilUnlock(loan, 'confirmed')
      expect(loan.phone().heardCommands).toHaveLength(1)
    }
    const after = await unlockBoard(database(), lenderId)
    expect(after.some(({ errorClass }) => errorClass === 'provider_down')).toBe(false)
  })

  test('in an outage nothing is sent again, until the service works', async () => {
    const loan = await aPhone()
    await mdm.sandbox.turn('mdm.api', 'refusing')
    await paid(loan)
    await drain()
    await mdm.sandbox.turn('mdm.api', 'normal')
    const group = (await unlockBoard(database(), lenderId)).find(
      ({ stage, errorClass }) => stage === 'refused' && errorClass !== null,
    )
    if (!group) throw new Error('there is no group')
    const outage = { lenderId, provider: 'http', by: `staff:${agent.id}`, reason: 'maintenance' }
    const now = Temporal.Now.instant()
    await transaction((tx) => beginOutage(tx, { ...outage, now }))
    expect((await servicesOut(database(), lenderId)).has('http')).toBe(true)
    expect(await resendGroup({ ...wish(), group })).toBe(0)
    await transaction((tx) => endOutage(tx, { ...outage, now }))
    expect((await servicesOut(database(), lenderId)).has('http')).toBe(false)
    const twice = [1, 2].map(() => resendGroup({ ...wish(), group }))
    expect(await Promise.all(twice)).toContain(1)
    await drain()
    await untilUnlock(loan, 'confirmed')
  })

  test('a refused one is replaced by a fresh one, and its payment follows', async () => {
    await mdm.sandbox.turn('mdm.api', 'refusing')
    const loan = await aPhone()
    const paymentId = await paid(loan)
    await drain()
    const refused = await newestUnlock(loan)
    expect(refused).toMatchObject({ state: 'rejected' })
    await mdm.sandbox.turn('mdm.api', 'normal')
    const asked = { unlockId: refused.id, ...wish() }
    const [first, second] = await Promise.all([
      transaction((tx) => resendByStaff(tx, asked)),
      transaction((tx) => resendByStaff(tx, asked)),
    ])
    expect([first.outcome, second.outcome].toSorted()).toEqual(['over', 'sent_again'])
    await drain()
    await untilUnlock(loan, 'confirmed')
    const fresh = await newestUnlock(loan)
    expect(fresh.id).not.toBe(refused.id)
    expect(await paymentRow(paymentId)).toMatchObject({ unlockId: fresh.id })
    expect(loan.phone().heardCommands).toHaveLength(1)
    expect(await casesOf(loan)).toEqual(['unlock_refused'])
  })

  test('one that the lock service took but the phone did not hear is looked at before it is sent again', async () => {
    await mdm.sandbox.turn('mdm.api', 'lying')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    const unlock = await newestUnlock(loan)
    expect(unlock).toMatchObject({ state: 'accepted' })
    await mdm.sandbox.turn('mdm.api', 'normal')
    const resent = await transaction((tx) => resendByStaff(tx, { unlockId: unlock.id, ...wish() }))
    expect(resent).toEqual({ outcome: 'sent_again', unlockId: unlock.id })
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await newestUnlock(loan)).toMatchObject({ id: unlock.id, attempts: 2 })
  })

  test('an open phone gets no second command', async () => {
    await mdm.sandbox.turn('mdm.callbacks', 'lost')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    await vi.waitFor(() => expect(loan.phone().locked).toBe(false))
    const { id: unlockId } = await newestUnlock(loan)
    await transaction((tx) => resendByStaff(tx, { unlockId, ...wish() }))
    await passTime()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'confirmed' })
    expect(loan.phone().heardCommands).toHaveLength(1)
    expect(await transaction((tx) => resendByStaff(tx, { unlockId, ...wish() }))).toEqual({
      outcome: 'over',
    })
  })

  test('another lender’s unlock is not there, and not on the board', async () => {
    const loan = await aPhone({ online: false })
    await paid(loan)
    await drain()
    const other = await givenLender({ alone: true })
    const { id: unlockId } = await newestUnlock(loan)
    const asked = { ...wish(), unlockId, lenderId: other.id }
    expect(await transaction((tx) => resendByStaff(tx, asked))).toEqual({ outcome: 'missing' })
    expect(await unlockBoard(database(), other.id)).toEqual([])
  })
})
