import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import type { HandOver } from '#lib/domain/return/hand-over.ts'
import { sweepReturns } from '#lib/workflows/returns/sweep-returns.ts'
import { capture, open, twoLate } from '#tests/payments/given-payment.ts'
import { toldElsewhere } from '#tests/plans/given-plan.ts'
import {
  arrange,
  atFort,
  done,
  end,
  now,
  offer,
  receive,
  returnPolicy,
  returnRow,
} from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { drain, loseTheQueue, noticesOf } from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(mailbox.stop)
const lender = await givenLender({ policy: returnPolicy('settlement') })
beforeEach(loseTheQueue)

const zone = 'Asia/Colombo'
const on = Temporal.Now.plainDateISO(zone).add({ days: 3 })
const byCourier: HandOver = { kind: 'courier', on, slot: 'morning', address: '5 Lake Road, Kandy' }
const setsOut = on.toZonedDateTime({ timeZone: zone, plainTime: { hour: 8 } }).toInstant()

async function arranged(handOver: HandOver = byCourier) {
  const loan = await givenLoan(lender, twoLate())
  const acting = { loan, returnId: await offer(loan) }
  done(await arrange(acting, handOver))
  return acting
}

function casesOf({ loanId }: GivenLoan) {
  return database()
    .selectFrom('cases')
    .select(['dueAt', 'closedBy', 'detail'])
    .where('loanId', '=', loanId)
    .where('kind', '=', 'courier_to_call_off')
    .execute()
}

const settle = async (loan: GivenLoan) => capture(await open(loan, { choice: 'settle' }))

describe('a courier who was asked for is called off by a person, who has until the courier sets out', () => {
  const endings: [string, (acting: Awaited<ReturnType<typeof arranged>>) => Promise<unknown>][] = [
    ['the loan is paid', ({ loan }) => settle(loan)],
    ['the lender’s book says that it is paid', ({ loan }) => toldElsewhere(loan, 3_690_000n)],
    ['the borrower calls the return off', (acting) => end(acting, 'withdrawn')],
  ]
  test.for(endings)('when %s', async ([, endIt]) => {
    const acting = await arranged()
    const byHand = await arranged(atFort)
    const bystander = await arranged()
    await endIt(acting)
    await endIt(byHand)
    const { reference } = await returnRow(acting.returnId)
    const toDo = { dueAt: setsOut, closedBy: null, detail: { return: reference } }
    expect(await casesOf(acting.loan)).toEqual([toDo])
    expect(await noticesOf(acting.returnId)).toContain('return_ended')
    expect(await casesOf(byHand.loan)).toEqual([])
    expect(await casesOf(bystander.loan)).toEqual([])
    expect(await returnRow(bystander.returnId)).toMatchObject({ state: 'arranged' })
    expect(await noticesOf(bystander.returnId)).toEqual(['return_arranged'])
  })

  test('when the phone is brought before the courier comes', async () => {
    const acting = await arranged()
    const byHand = await arranged(atFort)
    for (const brought of [acting, byHand]) done(await receive(brought))
    expect(await casesOf(acting.loan)).toMatchObject([{ dueAt: setsOut, closedBy: null }])
    expect(await casesOf(byHand.loan)).toEqual([])
  })

  test('but not when the courier has brought it, nor when nobody came', async () => {
    const fetched = await arranged()
    done(await receive({ ...fetched, now: setsOut.add({ hours: 1 }) }))
    const waited = await arranged()
    const { dataWindowUntil } = await returnRow(waited.returnId)
    await sweepReturns(dataWindowUntil ?? now())
    expect(await returnRow(waited.returnId)).toMatchObject({ state: 'expired' })
    for (const { loan } of [fetched, waited]) expect(await casesOf(loan)).toEqual([])
  })

  test('until the courier has brought the phone all the same', async () => {
    const acting = await arranged()
    await settle(acting.loan)
    done(await receive({ ...acting, now: setsOut.add({ hours: 1 }) }))
    expect(await casesOf(acting.loan)).toMatchObject([{ closedBy: 'keyturn' }])
  })
})

describe('the borrower is told', () => {
  async function letterOf({ returnId }: { returnId: string }): Promise<string> {
    await drain()
    const { reference } = await returnRow(returnId)
    return (
      mailbox.mails.findLast(({ subject }) => subject?.includes(`${reference} has ended`))?.text ??
      ''
    )
  }

  test('that the return has ended because nothing is owed, and that nobody needs to wait', async () => {
    const fetched = await arranged()
    const byHand = await arranged(atFort)
    for (const { loan } of [fetched, byHand]) await settle(loan)
    expect(await letterOf(fetched)).toContain('You do not need to wait for the courier')
    const other = await letterOf(byHand)
    expect(other).toContain('the phone stays with you')
    expect(other).not.toContain('courier')
  })

  test('of the courier after a return that they called off themselves, and of nothing else', async () => {
    const fetched = await arranged()
    const byHand = await arranged(atFort)
    for (const acting of [fetched, byHand]) await end(acting, 'withdrawn')
    expect(await letterOf(fetched)).toContain('we call it off')
    expect(await noticesOf(byHand.returnId)).toEqual(['return_arranged'])
  })

  test('with the receipt of a phone that was brought before its day', async () => {
    const early = await arranged()
    const byHand = await arranged(atFort)
    for (const acting of [early, byHand]) done(await receive(acting))
    await drain()
    const said = (text: string) =>
      mailbox.mails.filter((mail) => mail.text?.includes('has arrived') && mail.text.includes(text))
    const { reference } = await returnRow(early.returnId)
    expect(said(reference)).toHaveLength(1)
    expect(said('wait for the courier')).toEqual(said(reference))
    expect(said((await returnRow(byHand.returnId)).reference)).toHaveLength(1)
  })
})
