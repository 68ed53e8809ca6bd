import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { scheduleReturn } from '#lib/workflows/returns/arrange-return.ts'
import { sweepReturns } from '#lib/workflows/returns/sweep-returns.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import {
  arrange,
  asStaff,
  end,
  givenReturn,
  holdsOf,
  now,
  offer,
  receive,
  returnPolicy,
  returnRow,
} from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { anyHour } from '#tests/support/policy.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { drain, loseTheQueue } from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(mailbox.stop)
const lender = await givenLender({ policy: returnPolicy('settlement') })
const hours = { ...anyHour(), demandsFrom: 8, demandsUntil: 20 }
const byDay = await givenLender({ policy: { ...returnPolicy('settlement'), hours } })
beforeEach(loseTheQueue)

const zone = 'Asia/Colombo'
const today = () => Temporal.Now.plainDateISO(zone)

async function arranged(of = lender) {
  const acting = await givenReturn(await givenLoan(of, twoLate()), 'arranged')
  const { sendBy, dataWindowUntil } = await returnRow(acting.returnId)
  if (!sendBy || !dataWindowUntil) throw new Error('not arranged')
  return { ...acting, sendBy, until: dataWindowUntil }
}

function at(day: Temporal.PlainDate, hour: number): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: zone, plainTime: { hour } }).toInstant()
}

async function noticesAbout(returnId: string): Promise<string[]> {
  const rows = await database()
    .selectFrom('notices')
    .select('kind')
    .where('detail', '@>', JSON.stringify({ returnId }))
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map(({ kind }) => kind)
}

describe('the reminder of the day', () => {
  test('comes once, two days before, in the morning; the return stands', async () => {
    const { returnId, sendBy } = await arranged(byDay)
    const day = sendBy.subtract({ days: 2 })
    await sweepReturns(at(day, 8))
    expect(await noticesAbout(returnId)).toEqual(['return_arranged'])
    await Promise.all([sweepReturns(at(day, 9)), sweepReturns(at(day, 9))])
    await sweepReturns(at(day, 15))
    expect(await noticesAbout(returnId)).toEqual(['return_arranged', 'return_reminder'])
    expect(await returnRow(returnId)).toMatchObject({ state: 'arranged', remindedAt: at(day, 9) })
  })

  test('not by night, and not once the day is over', async () => {
    const first = await arranged(byDay)
    const second = await arranged(byDay)
    await sweepReturns(at(first.sendBy, 21))
    expect(await noticesAbout(first.returnId)).toEqual(['return_arranged'])
    await sweepReturns(at(second.sendBy.add({ days: 1 }), 10))
    expect(await noticesAbout(second.returnId)).toEqual(['return_arranged'])
    expect(await returnRow(second.returnId)).toMatchObject({ nextActionAt: second.until })
  })

  test('comes again for a day that the lender has moved, and not for one that is confirmed', async () => {
    const acting = await arranged()
    const { returnId, sendBy } = acting
    await sweepReturns(at(sendBy.subtract({ days: 2 }), 9))
    const confirm = await asStaff(acting)
    await transaction((tx) => scheduleReturn(tx, confirm))
    await sweepReturns(at(sendBy.subtract({ days: 1 }), 9))
    expect(await noticesAbout(returnId)).toEqual(['return_arranged', 'return_reminder'])
    const on = sendBy.add({ days: 5 })
    const moved = {
      handOver: { kind: 'courier', on, slot: 'morning', address: '5 Lake Road, Kandy' },
      reason: 'The point is closed.',
    } as const
    const move = await asStaff(acting)
    await transaction((tx) => scheduleReturn(tx, { ...move, moved }))
    await sweepReturns(at(on.subtract({ days: 2 }), 9))
    expect(await noticesAbout(returnId)).toEqual([
      'return_arranged',
      'return_reminder',
      'return_moved',
      'return_reminder',
    ])
  })

  test('for a courier of tomorrow comes tomorrow morning', async () => {
    const loan = await givenLoan(lender, twoLate())
    const acting = { loan, returnId: await offer(loan) }
    const on = today().add({ days: 1 })
    await arrange(acting, { kind: 'courier', on, slot: 'evening', address: '5 Lake Road, Kandy' })
    expect(await returnRow(acting.returnId)).toMatchObject({ nextActionAt: at(on, 9) })
  })

  test('does not come when the phone is here, or the return was called off', async () => {
    const here = await arranged()
    const off = await arranged()
    await receive(here)
    await end(off, 'withdrawn')
    await sweepReturns(at(here.sendBy.subtract({ days: 2 }), 9))
    expect(await noticesAbout(here.returnId)).toEqual(['return_arranged', 'return_received'])
    expect(await noticesAbout(off.returnId)).toEqual(['return_arranged'])
  })
})

describe('a return that nobody handed over', () => {
  test('ends with its time, and says so once, in each language', async () => {
    for (const locale of ['en', 'es', 'ar'] as const) {
      const loan = await givenLoan(lender, twoLate(), { locale })
      const { returnId } = await givenReturn(loan, 'arranged')
      const { dataWindowUntil, reference } = await returnRow(returnId)
      const until = dataWindowUntil ?? now()
      await sweepReturns(until.subtract({ seconds: 1 }))
      expect(await returnRow(returnId)).toMatchObject({ state: 'arranged' })
      await Promise.all([sweepReturns(until), sweepReturns(until)])
      await sweepReturns(until.add({ hours: 1 }))
      expect(await returnRow(returnId)).toMatchObject({ state: 'expired', nextActionAt: null })
      expect(await noticesAbout(returnId)).toEqual(['return_arranged', 'return_expired'])
      expect((await holdsOf(loan)).at(-1)).toMatchObject({ endReason: 'over' })
      await drain()
      const letters = mailbox.mails.filter(({ subject }) => subject?.includes(reference))
      expect(letters).toHaveLength(2)
      for (const { text } of letters) expect(text).toContain(`/returns/${returnId}`)
    }
  })

  test('but a quote that nobody used ends without a word: nothing had been arranged', async () => {
    const loan = await givenLoan(lender, twoLate())
    const returnId = await offer(loan)
    await sweepReturns(now().add({ hours: 24 * 20 }))
    expect(await returnRow(returnId)).toMatchObject({ state: 'expired' })
    expect(await noticesAbout(returnId)).toEqual([])
  })

  test('ends all the same where nobody can be written to', async () => {
    const { loan, returnId, until } = await arranged()
    await database()
      .updateTable('borrowers')
      .set({ email: null, nominatedPhone: null })
      .where('id', '=', loan.borrowerId)
      .execute()
    await sweepReturns(until)
    expect(await returnRow(returnId)).toMatchObject({ state: 'expired' })
    expect(await noticesAbout(returnId)).toEqual(['return_arranged'])
  })
})
