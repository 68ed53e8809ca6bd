import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import listPspEvents from '#lib/worker/tasks/list-psp-events.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { walk } from '#tests/support/walk.ts'
import { balanceOf } from './given-payment.ts'
import { letWaitingBeOld, type StripeAct, storyCards, tellAll } from './given-stripe-story.ts'
import { listed, stripeStories, waiting } from './given-told-story.ts'

await freshDatabase()
const { stripe, told, expectTruth } = await stripeStories()
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
