import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { quoteInForce, quoteToInspectBy } from '#lib/returns/quotes.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { decideReturn } from '#lib/workflows/returns/handle-return.ts'
import { open } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { noticesOf } from '#tests/support/world.ts'
import {
  agree,
  asStaff,
  dispute,
  givenReturn,
  holdsOf,
  inspect,
  now,
  returnRow,
} from './given-return.ts'
import { givenReturnLenders } from './given-return-lenders.ts'

const { given } = await givenReturnLenders()

describe('inspected', () => {
  test.for([
    ['loan_closed', 'good', 0n],
    ['loan_closed', 'worn', 0n],
    ['loan_closed', 'damaged', 3_600n],
    ['settlement', 'worn', 2_800n],
    ['half', 'good', 2_000n],
  ] as const)('by the rule %s, %s leaves %s', async ([rule, condition, owed]) => {
    const { returnId } = await givenReturn(await given(rule), 'inspected', condition)
    expect(await returnRow(returnId)).toMatchObject({ condition, owedAfterMinor: owed })
    expect(await noticesOf(returnId)).toContain('return_inspected')
  })

  test('a payment on the way is counted by the frozen terms', async () => {
    const loan = await given('settlement', 100_000n)
    const acting = await givenReturn(loan, 'received')
    await tell(intentNews('succeeded', await open(loan)))
    const shown = async () =>
      quoteToInspectBy(database(), acting.returnId, await readLoan(database(), loan.loanId))
    expect(await shown()).toMatchObject({ owedAfter: { good: 40_000n } })
    expect(await quoteInForce(database(), acting.returnId)).not.toMatchObject({
      owedAfter: { good: 40_000n },
    })
    await inspect(acting, 'good')
    expect(await returnRow(acting.returnId)).toMatchObject({ owedAfterMinor: 40_000n })
    expect(await quoteInForce(database(), acting.returnId)).toMatchObject(await shown())
  })

  test('what damage adds is a person’s to decide under the half rule alone, with a reason', async () => {
    const acting = await givenReturn(await given('half'), 'received')
    expect(await inspect(acting, 'damaged', { damageMinor: 300n, note: ' ' })).toEqual({
      refusal: 'damage_without_note',
    })
    expect(await inspect(acting, 'worn', { damageMinor: 300n })).toEqual({
      refusal: 'damage_not_decided',
    })
    await inspect(acting, 'damaged', { damageMinor: 300n })
    expect(await returnRow(acting.returnId)).toMatchObject({ owedAfterMinor: 2_300n })
    const other = await givenReturn(await given('settlement'), 'received')
    expect(await inspect(other, 'damaged', { damageMinor: 300n })).toEqual({
      refusal: 'damage_not_decided',
    })
  })

  test('never more than is owed without the return', async () => {
    const acting = await givenReturn(await given('half'), 'received')
    await inspect(acting, 'damaged', { damageMinor: 1_000_000n })
    expect(await returnRow(acting.returnId)).toMatchObject({ owedAfterMinor: 4_000n })
  })

  test('without an answer in time nothing is agreed: a person decides, and what they decide is told', async () => {
    const acting = await givenReturn(await given(), 'inspected')
    await reconcile(now().add({ hours: 24 * 7 }))
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'inspected' })
    const other = await givenReturn(await given(), 'inspected')
    const keep = async (at: Temporal.Instant) => {
      const act = await asStaff({ ...acting, now: at })
      const verdict = { kind: 'keep' } as const
      return transaction((tx) => decideReturn(tx, { ...act, verdict, reason: 'As inspected.' }))
    }
    expect(await keep(now().add({ hours: 24 * 6 }))).toEqual({ refusal: 'changed' })
    const late = now().add({ hours: 24 * 9 })
    for (let round = 0; round < 3; round += 1) await reconcile(late.add({ hours: round }))
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'inspected', agreedAt: null })
    expect(await openCases(acting.loan)).toEqual(['return_unanswered'])
    const held = (await holdsOf(acting.loan)).filter(({ endedAt }) => endedAt === null)
    expect(held.map(({ reason }) => reason)).toEqual(['return'])
    expect(await keep(late)).toMatchObject({ returnId: acting.returnId })
    const row = await returnRow(acting.returnId)
    expect(row).toMatchObject({ state: 'agreed', owedAfterMinor: 2_400n })
    expect(await noticesOf(acting.returnId)).toContain('return_decided')
    expect(await openCases(acting.loan)).toEqual([])
    expect(await returnRow(other.returnId)).toMatchObject({ state: 'inspected' })
  })

  test('a late answer of the borrower still counts, and nobody needs to look at it any more', async () => {
    const acting = await givenReturn(await given(), 'inspected')
    await reconcile(now().add({ hours: 24 * 9 }))
    expect(await openCases(acting.loan)).toEqual(['return_unanswered'])
    await agree({ ...acting, now: now().add({ hours: 24 * 10 }) })
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'agreed', decidedBy: null })
    expect(await openCases(acting.loan)).toEqual([])
  })
})

describe('disputed', () => {
  const decide = async (
    acting: { loan: GivenLoan; returnId: string },
    verdict: Parameters<typeof decideReturn>[1]['verdict'],
    reason = 'We looked again.',
  ) => {
    const act = await asStaff(acting)
    return transaction((tx) => decideReturn(tx, { ...act, verdict, reason }))
  }

  test.for([
    ['kept', { kind: 'keep' }, 'damaged', 3_600n],
    ['another condition', { kind: 'condition', condition: 'worn' }, 'worn', 2_800n],
    ['less', { kind: 'lower', owedMinor: 1_000n }, 'damaged', 1_000n],
  ] as const)('%s: what the person decided stands, with a reason to read', async (answer) => {
    const [, verdict, condition, owed] = answer
    const acting = await givenReturn(await given(), 'inspected', 'damaged')
    await dispute(acting)
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'disputed' })
    await decide(acting, verdict)
    expect(await returnRow(acting.returnId)).toMatchObject({
      state: 'agreed',
      condition,
      owedAfterMinor: owed,
      decisionNote: 'We looked again.',
      decidedBy: 'staff:someone',
    })
    expect(await noticesOf(acting.returnId)).toContain('return_decided')
  })

  test('disputing never makes it dearer', async () => {
    const acting = await givenReturn(await given(), 'inspected', 'worn')
    await dispute(acting)
    for (const verdict of [
      { kind: 'condition', condition: 'damaged' },
      { kind: 'lower', owedMinor: 2_801n },
    ] as const)
      expect(await decide(acting, verdict)).toEqual({ refusal: 'not_lower' })
    expect(await decide(acting, { kind: 'keep' }, '  ')).toEqual({ refusal: 'reason_missing' })
  })

  test('needs a word of what is wrong', async () => {
    const acting = await givenReturn(await given(), 'inspected')
    expect(await dispute(acting, ' ')).toEqual({ refusal: 'note_missing' })
    expect(await dispute(acting, 'x'.repeat(1_001))).toEqual({ refusal: 'note_too_long' })
  })
})

async function openCases(loan: GivenLoan): Promise<string[]> {
  const rows = await database()
    .selectFrom('cases')
    .select('kind')
    .where('dueAt', 'is not', null)
    .where('loanId', '=', loan.loanId)
    .where('kind', 'like', 'return%')
    .where('closedAt', 'is', null)
    .execute()
  return rows.map(({ kind }) => kind)
}
