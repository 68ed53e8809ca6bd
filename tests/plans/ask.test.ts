import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import {
  ask,
  forAPerson,
  holdsOf,
  noticesAbout,
  offerOf,
  planRow,
  schedulesOf,
  takeBack,
  tryToAsk,
} from './given-plan.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

describe('asking', () => {
  test('inside the instant rules is offered at once, whole, with nothing held and nothing changed', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId, state } = await ask(loan)
    expect(state).toBe('offered')
    const offer = await offerOf(planId)
    expect(offer).toMatchObject({ outstandingMinor: 3_690_000n, costMinor: 0n, madeBy: 'keyturn' })
    expect(offer.installments.map((one) => one.amountMinor)).toEqual(Array(4).fill(922_500n))
    expect(await holdsOf(planId)).toEqual([])
    expect(await unlocksOf(loan)).toEqual([])
    expect(await schedulesOf(loan)).toHaveLength(1)
  })

  test('beyond them waits for a person, and the phone is opened and left alone meanwhile', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId, state, decideBy } = await ask(loan, forAPerson)
    expect(state).toBe('asked')
    expect(await holdsOf(planId)).toEqual(['plan_pending stands'])
    expect(await unlocksOf(loan)).toMatchObject([{ cause: 'hold', relockAt: decideBy }])
    expect(await noticesAbout(planId)).toEqual(['plan_received email'])
  })

  test('outside all of them is refused, kept with its reasons, and holds nothing', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { planId, state } = await ask(loan, { extraMonths: 9, pauseMonths: 3 })
    expect(state).toBe('refused')
    expect(await planRow(planId)).toMatchObject({
      refusals: ['term_too_long', 'pause_too_long'],
      decidedBy: 'keyturn',
      nextCheckAt: null,
    })
    expect(await holdsOf(planId)).toEqual([])
  })

  test.for([{}, forAPerson])(
    'twice at once is one request, and both are led to it: %o',
    async (terms) => {
      const loan = await givenLoan(lender, twoLate())
      const answers = await Promise.all([tryToAsk(loan, terms), tryToAsk(loan, terms)])
      const planId = answers.flatMap((one) => ('state' in one ? [one.planId] : []))[0]
      expect(answers).toContainEqual({ refusal: 'asked_before', planId })
      const made = database().selectFrom('plans').select('id').where('loanId', '=', loan.loanId)
      expect(await made.execute()).toEqual([{ id: planId }])
    },
  )

  test('on figures that have changed asks for nothing', async () => {
    const loan = await givenLoan(lender, twoLate())
    expect(await tryToAsk(loan, {}, { seenOutstandingMinor: 1n })).toEqual({
      refusal: 'changed_since',
    })
    expect(
      await database().selectFrom('plans').select('id').where('loanId', '=', loan.loanId).execute(),
    ).toEqual([])
  })

  test('again and again does not keep the phone open', async () => {
    const loan = await givenLoan(lender, twoLate())
    const asked: string[] = []
    for (const _ of [1, 2, 3]) {
      const { planId } = await ask(loan, forAPerson)
      asked.push(planId)
      await takeBack(loan, planId)
    }
    const holds = await Promise.all(asked.map(holdsOf))
    const taken = ['plan_pending withdrawn', 'warning stands']
    expect(holds).toEqual([taken, taken, []])
  })
})
