import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { ReturnAct } from '#lib/returns/move-return.ts'
import { scheduleReturn } from '#lib/workflows/returns/arrange-return.ts'
import { decideReturn, inspectReturn, receiveReturn } from '#lib/workflows/returns/handle-return.ts'
import { closeReturn, settleReturn } from '#lib/workflows/returns/settle-return.ts'
import { asStaff, atFort, dispute, givenReturn, photographed, returnRow } from './given-return.ts'
import { givenReturnLenders } from './given-return-lenders.ts'

const { given } = await givenReturnLenders()

type Until = Parameters<typeof givenReturn>[1]
type Tx = Parameters<Parameters<typeof transaction>[0]>[0]

const found = { condition: 'worn', note: 'Some scratches.', damageMinor: 0n } as const

/** What staff do to a return, each from the state it is done in. */
const acts: [name: string, until: Until | 'disputed', act: Act][] = [
  ['confirm the hand-over', 'arranged', (tx, act) => scheduleReturn(tx, act)],
  ['move the hand-over', 'arranged', (tx, act) => scheduleReturn(tx, { ...act, moved })],
  ['receive', 'arranged', (tx, act, imei) => receiveReturn(tx, { ...act, ...arrival, imei })],
  ['inspect', 'received', (tx, act) => inspectReturn(tx, { ...act, ...found })],
  ['answer a dispute', 'disputed', (tx, act) => decideReturn(tx, { ...act, ...answer })],
  ['settle', 'agreed', (tx, act) => settleReturn(tx, act)],
  ['close', 'settled', (tx, act) => closeReturn(tx, { ...act, to: 'closed' })],
]
const moved = { handOver: atFort, reason: 'The shop is closed that day.' }
const arrival = { accountsLeft: [], wipeConsent: undefined }
const answer = { verdict: { kind: 'keep' }, reason: 'We looked again.' } as const

type Act = (tx: Tx, act: ReturnAct, imei: string) => Promise<object>

describe('two of the staff at one return', () => {
  test.each(acts)('%s: one has done it, the other is told, once is written', async (...row) => {
    const [, until, act] = row
    const { acting, both, imei } = await twoOfStaff(until)
    const before = await written(acting.returnId)
    const answers = await Promise.all(both.map((who) => transaction((tx) => act(tx, who, imei))))
    expect(answers.filter((one) => 'refusal' in one)).toEqual([{ refusal: 'changed' }])
    expect((await written(acting.returnId)) - before).toBe(1)
  })

  test.each(acts)('%s: on a page that is older than what is there, nothing', async (...row) => {
    const [, until, act] = row
    const { acting, both, imei } = await twoOfStaff(until)
    const [one] = both
    if (!one) throw new Error('nobody')
    const before = await returnRow(acting.returnId)
    const older = { ...one, seenVersion: one.seenVersion - 1 }
    expect(await transaction((tx) => act(tx, older, imei))).toEqual({ refusal: 'changed' })
    expect(await returnRow(acting.returnId)).toEqual(before)
  })
})

async function twoOfStaff(until: Until | 'disputed') {
  const loan = await given()
  const acting = await givenReturn(loan, until === 'disputed' ? 'inspected' : until, 'worn')
  if (until === 'disputed') await dispute(acting)
  await photographed(acting)
  const seen = await asStaff(acting)
  const both = ['staff:one', 'staff:two'].map((actor) => ({ ...seen, actor }))
  return { acting, both, imei: loan.imei }
}

async function written(returnId: string): Promise<number> {
  const { lines } = await database()
    .selectFrom('auditLog')
    .select((is) => is.fn.countAll<bigint>().as('lines'))
    .where('subject', '=', 'return')
    .where('subjectId', '=', returnId)
    .executeTakeFirstOrThrow()
  return Number(lines)
}
