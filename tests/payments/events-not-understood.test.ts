import { afterAll, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import listPspEvents from '#lib/worker/tasks/list-psp-events.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { tell } from '#tests/support/stripe-events.ts'
import { letWaitingBeOld, type StripeAct, type StripeStory, tellAll } from './given-stripe-story.ts'
import { listed, stripeStories, waiting } from './given-told-story.ts'

await freshDatabase()
const { lender, stripe, told, expectTruth } = await stripeStories()
afterAll(() => stripe.stop())

describe('what is not understood makes us ask Stripe', () => {
  const of = (object: object) => ({ id: 'x', object: 'something', ...object })

  test.for([
    [
      'of a kind that comes next year',
      'charge.invented',
      (at: StripeStory) => of({ payment_intent: at.intentId }),
    ],
    [
      'of the PaymentIntent',
      'payment_intent.invented',
      (at: StripeStory) => ({ id: at.intentId, object: 'payment_intent' }),
    ],
    [
      'of money that moved, without saying how',
      'charge.dispute.funds_withdrawn',
      (at: StripeStory) => ({
        ...of({ payment_intent: at.intentId }),
        amount: 1,
        currency: 'lkr',
        status: 'lost',
        reason: 'general',
      }),
    ],
    [
      'of a refund, its amount written as no version writes it',
      'refund.updated',
      (at: StripeStory) => of({ payment_intent: at.intentId, amount: '12.50', currency: 'lkr' }),
    ],
    [
      'of a dispute without its amount',
      'charge.dispute.created',
      (at: StripeStory) => of({ payment_intent: at.intentId, status: 'lost', reason: 'general' }),
    ],
  ] as const)('an event %s', async ([, type, object]) => {
    const { loan, about, events } = await told({
      card: '4242424242424242',
      tickMs: 1_000,
      acts: [
        { act: 'refund', percent: 10 },
        { act: 'dispute', percent: 30 },
      ],
    })
    await tellAll(events.filter((event) => event.type === 'payment_intent.succeeded'))
    const id = await tell({ type, object: object(about) })
    await expectTruth(loan, about)
    expect(await outcomeOf(id)).toBe('applied')
  })

  test('a refund that names its charge alone, as old ones do', async () => {
    const { loan, about, events } = await told({
      card: '4242424242424242',
      tickMs: 0,
      acts: [{ act: 'refund', percent: 30 }],
    })
    await tellAll(events.filter(({ type }) => type === 'payment_intent.succeeded'))
    const refund = events.find(({ type }) => type === 'refund.created')?.data.object
    await tell({ type: 'charge.refund.updated', object: { ...refund, payment_intent: null } })
    await expectTruth(loan, about)
  })

  test('of somebody else’s money, nobody is bothered', async () => {
    for (const type of ['charge.invented', 'refund.updated'])
      for (const payment_intent of ['pi_somebodys', null]) {
        const object = of({ payment_intent, charge: 'ch_somebodys', amount: '12.50' })
        expect(await outcomeOf(await tell({ type, object })), type).toBe('ignored')
      }
  })

  test('and a person, where it does not say of what money', async () => {
    expect(await outcomeOf(await tell({ type: 'refund.updated', object: of({}) }))).toBe(
      'set_aside',
    )
  })

  test('while Stripe is away it waits, and is asked again', async () => {
    const { loan, about, events } = await told({
      card: '4242424242424242',
      tickMs: 0,
      acts: [{ act: 'refund', percent: 30 }],
    })
    await tellAll(events.filter(({ type }) => type === 'payment_intent.succeeded'))
    await stripe.sandbox.turn('stripe.api', 'down')
    const refunded = events
      .filter(({ type }) => type === 'charge.refunded')
      .map((event) => listed(event, false))
    await expect(tellAll(refunded)).rejects.toThrow()
    expect(await waiting()).toEqual(['charge.refunded'])
    await stripe.sandbox.turn('stripe.api', 'normal')
    await letWaitingBeOld()
    await expectTruth(loan, about)
  })
})

describe('where our key may not read', () => {
  /** The open cases that say so, and closes them. */
  async function openCases() {
    const cases = await database()
      .updateTable('cases')
      .set({ closedAt: Temporal.Now.instant(), closedBy: 'staff:somebody' })
      .where('kind', '=', 'psp_configuration')
      .where('closedAt', 'is', null)
      .returning(['lenderId', 'detail'])
      .execute()
    return cases.map(({ lenderId, detail }) => [lenderId, (detail as { failure: string }).failure])
  }
  const missing = 'more_permissions_required'

  test('what became of money, its lender is told once; what waits is applied once it may', async () => {
    const { loan, about, events } = await toldOf([{ act: 'refund', percent: 30 }])
    await stripe.sandbox.turn('stripe.reading', 'forbidden')
    const refunded = events
      .filter(({ type }) => type === 'charge.refunded')
      .map((event) => listed(event, false))
    await tellAll(refunded)
    await letWaitingBeOld()
    expect(await waiting()).toEqual(['charge.refunded'])
    expect(await openCases()).toEqual([[lender.id, missing]])
    await stripe.sandbox.turn('stripe.reading', 'allowed')
    await letWaitingBeOld()
    await expectTruth(loan, about)
    expect(await waiting()).toEqual([])
    expect(await openCases()).toEqual([])
  })

  test('the list of what it told, everybody is', async () => {
    await stripe.sandbox.turn('stripe.reading', 'forbidden')
    await listPspEvents()
    await listPspEvents()
    await stripe.sandbox.turn('stripe.reading', 'allowed')
    const lenders = await database().selectFrom('lenders').select('id').execute()
    expect((await openCases()).toSorted()).toEqual(
      lenders.map(({ id }) => [id, missing]).toSorted(),
    )
    await listPspEvents()
    expect(await openCases()).toEqual([])
  })
})

async function toldOf(acts: StripeAct[]) {
  const story = await told({ card: '4242424242424242', tickMs: 0, acts })
  await tellAll(story.events.filter(({ type }) => type === 'payment_intent.succeeded'))
  return story
}

async function outcomeOf(id: string) {
  const row = await database()
    .selectFrom('pspEvents')
    .select('outcome')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.outcome
}
