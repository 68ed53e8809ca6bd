import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import type { SandboxEvent } from '#lib/demo/stripe/books.ts'
import { env } from '#lib/env.ts'
import listPspEvents from '#lib/worker/tasks/list-psp-events.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { startStripeSandbox } from '#tests/support/stripe.ts'
import { tell } from '#tests/support/stripe-events.ts'
import { walk } from '#tests/support/walk.ts'
import { balanceOf, twoLate } from './given-payment.ts'
import {
  eventsOf,
  letWaitingBeOld,
  type StripeAct,
  type StripeStory,
  storyCards,
  stripeStory,
  tellAll,
  truthOf,
} from './given-stripe-story.ts'

await freshDatabase()
const lender = await givenLender()
let aheadMs = 0
const stripe = await startStripeSandbox({ now: () => Date.now() + aheadMs })
env().STRIPE_API_BASE = stripe.url
afterAll(() => stripe.stop())

const percent = fc.constantFrom(10, 30, 100)
const before: fc.Arbitrary<StripeAct> = fc.oneof(
  fc.record({ act: fc.constant('refund' as const), percent }),
  fc.constant({ act: 'time passes' } as const),
)

// How a dispute can go on, however far it gets.
const ways = [
  ['dispute-answered', 'dispute-lost'],
  ['dispute-lost'],
  ['dispute-won', 'dispute-appealed', 'dispute-answered', 'dispute-won', 'dispute-appealed'],
  ['dispute-answered', 'dispute-won', 'dispute-appealed', 'dispute-lost'],
] as const
const disputed: fc.Arbitrary<StripeAct[]> = fc
  .tuple(percent, fc.constantFrom(...ways), fc.nat(5))
  .map(([part, way, length]) => [
    { act: 'dispute', percent: part },
    ...way.slice(0, length).map((act) => ({ act })),
  ])

const story = fc.record({
  card: fc.constantFrom(...storyCards),
  acts: fc
    .tuple(
      fc.array(before, { maxLength: 3 }),
      fc.option(disputed, { nil: [] }),
      fc.array(before, { maxLength: 1 }),
    )
    .map((parts) => parts.flat()),
  /** Two events of one second have no order. */
  tickMs: fc.constantFrom(0, 1_000, 4_500),
})

// An endpoint of the current version, of an older one, and both at once, as while one takes the place of the other.
const shape = fc.constantFrom(/^charge\.refund\.updated$/, /^refund\./, /^$/)

// Only old versions list a charge's refunds in it.
function listed(event: SandboxEvent, hasList: boolean): SandboxEvent {
  const object = event.data.object as { object?: string; refunds?: unknown }
  if (object.object !== 'charge' || hasList) return event
  const { refunds: _, ...bare } = object
  return { ...event, data: { object: bare } }
}

type Disorder = { keys: number[]; twice: boolean[] }
const disorder = fc.record({
  keys: fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }),
  twice: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
})

function disordered<T>(events: readonly T[], { keys, twice }: Disorder): T[] {
  const said = events.flatMap((event, index) => (twice[index] ? [event, event] : [event]))
  const keyed = said.map((event, index) => ({ event, key: keys[index] ?? 0 }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ event }) => event)
}

async function told(given: { card: string; acts: StripeAct[]; tickMs: number }) {
  const loan = await givenLoan(lender, twoLate())
  const about = await stripeStory(stripe, loan, {
    ...given,
    tick: () => {
      aheadMs += given.tickMs
    },
  })
  return { loan, about, events: eventsOf(stripe, about) }
}

async function expectTruth({ loanId }: { loanId: string }, about: StripeStory): Promise<void> {
  const truth = truthOf(stripe, about)
  const balance = await balanceOf(about.paymentId)
  expect(balance.psp_clearing ?? 0n).toBe(truth.clearingMinor)
  expect(balance.disputes ?? 0n).toBe(truth.disputedMinor)
  const refunds = await database()
    .selectFrom('refunds')
    .select(['pspRefundId', 'state'])
    .where('paymentId', '=', about.paymentId)
    .execute()
  expect(refunds.map(({ pspRefundId, state }) => [pspRefundId, state]).sort()).toEqual(
    truth.refunds,
  )
  const dispute = await database()
    .selectFrom('paymentDisputes')
    .select(['status', 'reason'])
    .where('paymentId', '=', about.paymentId)
    .executeTakeFirst()
  expect(dispute).toEqual(truth.dispute)
  const cases = await database()
    .selectFrom('cases')
    .select(['closedAt', 'detail'])
    .where('loanId', '=', loanId)
    .where('kind', '=', 'dispute')
    .execute()
  const warned = await database()
    .selectFrom('cases')
    .select('id')
    .where('loanId', '=', loanId)
    .where('kind', '=', 'early_fraud_warning')
    .execute()
  expect(warned).toHaveLength(truth.warnings)
  const isDecided = /^(won|lost|warning_closed)$/.test(truth.dispute?.status ?? '')
  const isOpen = !isDecided || truth.disputedMinor > 0n
  expect(cases.map(({ closedAt }) => closedAt === null)).toEqual(truth.dispute ? [isOpen] : [])
  const { status } = truth.dispute ?? {}
  expect(cases.map(({ detail }) => detail)).toMatchObject(status ? [{ status }] : [])
}

async function waiting(): Promise<string[]> {
  const rows = await database()
    .selectFrom('pspEvents')
    .select('type')
    .where('handledAt', 'is', null)
    .execute()
  return rows.map(({ type }) => type)
}

test('in any order, twice, in the words of any version: what Stripe’s balance says is what the books say', async () => {
  await walk(
    fc.asyncProperty(story, shape, fc.boolean(), disorder, async (given, unknown, list, mess) => {
      const { loan, about, events } = await told(given)
      const said = events
        .filter(({ type }) => !unknown.test(type))
        .map((event) => listed(event, list))
      await tellAll(disordered(said, mess))
      await letWaitingBeOld()
      expect(await waiting()).toEqual([])
      await expectTruth(loan, about)
      await expectLedgerToHold(database())
    }),
    24,
  )
}, 900_000)

test('after an outage longer than Stripe goes on sending, what was missed is found by listing, once', async () => {
  await walk(
    fc.asyncProperty(
      story,
      fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
      async (given, lost) => {
        const { loan, about, events } = await told(given)
        // The payment itself has its own second path, by asking about it.
        const arrived = events.filter(
          ({ type }, index) => /^(checkout|payment)/.test(type) || !lost[index],
        )
        await tellAll(arrived)
        await listPspEvents()
        await letWaitingBeOld()
        await expectTruth(loan, about)
        const before = await balanceOf(about.paymentId)
        await listPspEvents()
        await letWaitingBeOld()
        expect(await balanceOf(about.paymentId)).toEqual(before)
        expect(await waiting()).toEqual([])
      },
    ),
    12,
  )
}, 900_000)

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
      ...{ card: '4242424242424242', tickMs: 1_000 },
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
      ...{ card: '4242424242424242', tickMs: 0, acts: [{ act: 'refund', percent: 30 }] },
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
      ...{ card: '4242424242424242', tickMs: 0, acts: [{ act: 'refund', percent: 30 }] },
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
    expect([await waiting(), await openCases()]).toEqual([[], []])
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
