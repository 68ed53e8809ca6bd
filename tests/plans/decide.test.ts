import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { planAtDesk, planOf } from '#lib/plans/queries.ts'
import { decidePlan, type Verdict } from '#lib/workflows/plans/decide-plan.ts'
import { loanRow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import {
  accept,
  ask,
  forAPerson,
  holdsOf,
  noticesAbout,
  offerOf,
  payIn,
  planRow,
} from './given-plan.ts'

await freshDatabase()
const lender = await givenLender()
const abroad = await givenLender()

afterEach(() => expectLedgerToHold(database()))

async function waiting(): Promise<{ loan: GivenLoan; planId: string }> {
  const loan = await givenLoan(lender, twoLate())
  return { loan, planId: (await ask(loan, forAPerson)).planId }
}

function decide(planId: string, verdict: Partial<Verdict> & Pick<Verdict, 'verdict'>) {
  return transaction((tx) =>
    decidePlan(tx, {
      lenderId: lender.id,
      planId,
      seenVersion: 1,
      actor: 'staff:somebody',
      note: null,
      now: Temporal.Now.instant(),
      ...verdict,
    } as Verdict),
  )
}

const asAsked = { verdict: 'offer', terms: 'as_asked' } as const

describe('a person', () => {
  test('agrees to what was asked for: it is offered, and the phone left alone while it can be accepted', async () => {
    const { loan, planId } = await waiting()
    await decide(planId, { ...asAsked, note: 'We wish you well.' })
    expect(await planRow(planId)).toMatchObject({
      state: 'offered',
      decidedBy: 'staff:somebody',
      decisionNote: 'We wish you well.',
    })
    expect(await holdsOf(planId)).toEqual(['plan_pending replaced', 'plan_pending stands'])
    expect(await noticesAbout(planId)).toEqual(['plan_offered email', 'plan_received email'])
    expect(await accept(loan, planId)).toMatchObject({ isNew: true })
    expect(await holdsOf(planId)).toEqual(['plan_pending replaced', 'plan_pending decided'])
  })

  test('agrees on the figures of today, not on those of when it was asked', async () => {
    const { loan, planId } = await waiting()
    await payIn(loan, 690_000n)
    await decide(planId, asAsked)
    expect(await offerOf(planId)).toMatchObject({ outstandingMinor: 3_000_000n })
  })

  test('offers something else, computed by the same rules', async () => {
    const { loan, planId } = await waiting()
    const terms = {
      kind: 'counter',
      extraMonths: 4,
      pauseMonths: 1,
      partNowMinor: 90_000n,
      ownMinor: null,
    } as const
    await decide(planId, { verdict: 'offer', terms })
    const { installments, madeBy } = await offerOf(planId)
    expect(madeBy).toBe('staff:somebody')
    expect(installments.map((one) => one.amountMinor)).toEqual([
      90_000n,
      ...Array(5).fill(720_000n),
    ])
    expect(await accept(loan, planId)).toMatchObject({ isNew: true })
  })

  test('cannot offer what the lender does not allow, and is told why', async () => {
    const { planId } = await waiting()
    const terms = {
      kind: 'counter',
      extraMonths: 7,
      pauseMonths: 3,
      partNowMinor: 0n,
      ownMinor: null,
    } as const
    expect(await decide(planId, { verdict: 'offer', terms })).toEqual({
      refusal: 'no_plan',
      because: ['term_too_long', 'pause_too_long'],
    })
    expect(await planRow(planId)).toMatchObject({ state: 'asked', version: 1 })
  })

  test('refuses with a reason, and the hold ends', async () => {
    const { planId } = await waiting()
    await decide(planId, { verdict: 'refuse', note: 'Please call us first.' })
    expect(await planRow(planId)).toMatchObject({ state: 'refused', nextCheckAt: null })
    expect(await holdsOf(planId)).toEqual(['plan_pending decided'])
    expect(await noticesAbout(planId)).toEqual(['plan_received email', 'plan_refused email'])
  })

  test('who decides second is told who was first, and changes nothing', async () => {
    const { planId } = await waiting()
    const answers = await Promise.all([
      decide(planId, { ...asAsked, actor: 'staff:one' }),
      decide(planId, { verdict: 'refuse', note: 'No.', actor: 'staff:two' }),
    ])
    const [stale] = answers.filter((answer) => answer && 'refusal' in answer)
    const { state, decidedBy } = await planRow(planId)
    expect(stale).toMatchObject({ refusal: 'stale', state, decidedBy })
  })

  test('of another lender finds nothing', async () => {
    const { loan, planId } = await waiting()
    expect(await decide(planId, { ...asAsked, lenderId: abroad.id })).toBeUndefined()
    expect(await planAtDesk(database(), abroad.id, planId)).toBeUndefined()
    expect(await planOf(database(), loan.lenderId, planId)).toBeUndefined()
    expect(await planAtDesk(database(), lender.id, planId)).toMatchObject({
      reasons: ['illness'],
      borrowerName: 'Nimali Perera',
    })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
  })
})
