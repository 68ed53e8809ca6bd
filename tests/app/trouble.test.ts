import { expect, test } from 'vitest'
import { troubleOf } from '#app/(borrower)/phones/[deviceId]/trouble/trouble.ts'
import { planNow } from '#app/(borrower)/phones/[deviceId]/trouble/ways-out.ts'
import { translator } from '#lib/i18n/translator.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { clockAt, day } from '#tests/domain/given-balance.ts'
import { givenShownPhone } from './given-phone.ts'

function trouble(values: Partial<Phone> = {}, rules: object = {}) {
  const { policy, timeZone, now } = clockAt('2026-11-21T04:00:00Z', rules)
  return troubleOf(givenShownPhone(values), {
    lender: { name: 'Serendib Mobile', locale: 'en', policy, paymentMethods: ['card'] },
    reader: { locale: 'en-GB', timeZone, now },
    promise: { can: 'promise', left: 2 },
    arranged: { planState: undefined, isReturned: false },
    open: { through: day('2026-12-31'), againOn: undefined, returnBar: undefined },
  })
}

test('all that is overdue and the part that opens the phone, by the rule that decides when it is booked', () => {
  const { whole, part, opening } = trouble()
  expect(whole).toMatchObject({ amountMinor: 900_000n, effect: { kind: 'until', cleared: true } })
  expect(part).toMatchObject({ amountMinor: 450_000n, effect: { kind: 'until', cleared: false } })
  expect(opening).toBe('when_online')
})

test('no part is named where a part opens nothing, or only one installment is late', () => {
  expect(trouble({}, { partialUnlock: null }).part).toBeUndefined()
  expect(trouble({ outstandingMinor: 1_350_000n }).part).toBeUndefined()
})

test('when nothing is overdue it is about the next installment, and when nothing is owed about nothing', () => {
  const coming = trouble({ outstandingMinor: 900_000n, lockState: 'unlocked' })
  expect(coming).toMatchObject({
    whole: { amountMinor: 450_000n },
    part: undefined,
    opening: 'open',
  })
  expect(trouble({ outstandingMinor: 0n })).toMatchObject({ isOwed: false, whole: undefined })
})

test('a lock that is not about money, and a phone that is back, are told apart', () => {
  expect(trouble({ otherLocks: ['sim_lock'] }).opening).toBe('other_lock')
  expect(trouble({ handedBackAt: Temporal.Instant.from('2026-11-20T00:00:00Z') }).isBack).toBe(true)
})

test('what is named can be paid: with the least amount, or all of it where a part would leave too little', () => {
  const schedule = ['2026-10-01', '2026-11-01'].map((dueOn, index) => ({
    number: index + 1,
    dueOn: Temporal.PlainDate.from(dueOn),
    amountMinor: 15_000n,
  }))
  const small = { schedule, outstandingMinor: 30_000n }
  const rules = { minimumPaymentMinor: {} }
  expect(trouble(small, rules)).toMatchObject({
    whole: { amountMinor: 30_000n, effect: { kind: 'release' } },
    part: undefined,
  })
  expect(trouble({ schedule, outstandingMinor: 15_000n }, rules)).toMatchObject({
    whole: { amountMinor: 20_000n, effect: { kind: 'release' } },
    leastMinor: undefined,
    overMinor: 5_000n,
  })
  expect(trouble(small, rules).overMinor).toBe(0n)
})

test('a part is spoken of only where less than the whole can be paid', () => {
  expect(trouble({}, { minimumPaymentMinor: { LKR: 100_000 } }).leastMinor).toBe(100_000n)
  expect(trouble({}, { minimumPaymentMinor: { LKR: 900_000 } }).leastMinor).toBeUndefined()
})

test('a plan is offered where it can be asked for: not beside one, nor while the phone goes back', () => {
  const { phone } = trouble()
  const now = (planState: 'offered' | undefined, isReturned: boolean) =>
    planNow({ phone, arranged: { planState, isReturned } }, translator('en', 'trouble'))
  expect(now(undefined, false)).toMatchObject({ go: { label: 'Ask for a plan' } })
  expect(now('offered', false)).toMatchObject({ go: { label: 'See the offer' } })
  expect(now(undefined, true)).toEqual({ waits: 'Not while you are handing the phone back.' })
})
