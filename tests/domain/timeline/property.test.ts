import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unlockStates } from '#lib/domain/lock/unlock.ts'
import { isShutByAnother, type TimelineFacts } from '#lib/domain/timeline/facts.ts'
import { notes, stepNames } from '#lib/domain/timeline/steps.ts'
import { headlines, timelineOf } from '#lib/domain/timeline/timeline.ts'
import { examples } from '#tests/support/examples.ts'
import { at } from './given-timeline.ts'

test('whatever the facts: four steps in order, two while nothing is to be opened, known words, no step done after one that is not, money never denied', () => {
  const instants = fc.integer({ min: -100_000, max: 100_000 }).map(at)
  const maybe = fc.option(instants, { nil: null })
  const anyFacts = fc.record({
    payment: fc.record({
      state: fc.constantFrom(
        'opening',
        'open',
        'processing',
        'paid',
        'set_aside',
        'failed',
        'expired',
        'cancelled',
      ),
      createdAt: instants,
      paidAt: maybe,
      bookedAt: maybe,
      checkoutReturnedAt: maybe,
      effect: fc.constantFrom('none', 'until', 'indefinite', 'release', null),
      hasGoneBack: fc.boolean(),
    }),
    unlock: fc.option(
      fc.record({
        state: fc.constantFrom(...unlockStates),
        intent: fc.constantFrom('until', 'indefinite', 'release'),
        requestedAt: instants,
        acceptedAt: maybe,
        confirmedAt: maybe,
        relockedAt: maybe,
        deadlineAt: instants,
        lateAt: maybe,
        errorClass: fc.constantFrom('needs_person', 'not_found', null),
      }),
      { nil: undefined },
    ),
    device: fc.record({
      lastSeenAt: maybe,
      isOpen: fc.boolean(),
      isOpenedByHand: fc.boolean(),
      opening: fc.constantFrom(
        'open',
        'released',
        'returned',
        'other_lock',
        'offline_lock',
        'said_open',
        'by_person',
        'service_down',
        'when_online',
        'within_minutes',
      ),
    }),
    now: instants,
  }) as fc.Arbitrary<TimelineFacts>
  fc.assert(
    fc.property(anyFacts, (given) => {
      const timeline = timelineOf(given)
      expect(headlines).toContain(timeline.headline)
      const cameToNothing = ['failed', 'expired', 'cancelled', 'counts_no_more'].includes(
        timeline.headline,
      )
      const isBooked = given.payment.state === 'paid' && given.payment.bookedAt !== null
      const isOpenAnyway =
        ['open', 'released', 'returned'].includes(given.device.opening) || isShutByAnother(given)
      const told = stepNames.slice(0, !isBooked && isOpenAnyway ? 2 : 4)
      expect(timeline.steps.map((step) => step.name)).toEqual(cameToNothing ? [] : told)
      for (const step of timeline.steps) expect(notes).toContain(step.note)
      if (given.payment.state === 'paid') expect(timeline.moneyTaken).toBe('yes')
      const claimsOpen = ['unlocked', 'released', 'open_again'].includes(timeline.headline)
      if (claimsOpen) expect(given.unlock?.state).toBe('confirmed')
      expect(timeline.steps[3]?.state === 'done').toBe(claimsOpen)
      if (timeline.isByHand) expect(timeline.offerCode).toBe(false)
      const doneInOrder = timeline.steps.map((step) => step.state === 'done').toString()
      expect(doneInOrder).toMatch(/^(true,?)*(false,?)*$/)
    }),
    { numRuns: examples(2_000) },
  )
})
