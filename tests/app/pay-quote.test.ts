import { expect, test } from 'vitest'
import { type Asked, quoteOf } from '#app/(borrower)/phones/[deviceId]/pay/pay-quote.ts'
import { payFormOf, wishedAmount } from '#app/payment/pay-wish.ts'
import { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { chargeLimits } from '#lib/gateways/psp/charge-limits.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { termsAt } from '#tests/domain/given-balance.ts'
import { policy } from '#tests/support/policy.ts'
import { givenShownPhone } from './given-phone.ts'

const reader = {
  locale: 'en-GB',
  timeZone: 'Asia/Colombo',
  now: Temporal.Instant.from('2026-11-21T04:00:00Z'),
}

function quote(asked: Asked, values: Partial<Phone> = {}) {
  return quoteOf({ ...phone, ...values }, asked, {
    lender: { policy: lenderPolicySchema.parse(policy), paymentMethods: ['card'] },
    reader,
  })
}

const phone = givenShownPhone({
  outstandingMinor: 2_767_500n,
  schedule: ['2026-10-01', '2026-11-01', '2026-12-01'].map((dueOn, index) => ({
    number: index + 1,
    dueOn: Temporal.PlainDate.from(dueOn),
    amountMinor: 922_500n,
  })),
})

test('a phone that was paid for and is being opened is said to be so', () => {
  const paid = { unlockId: 'u', paymentId: 'p' } as unknown as Phone['liveUnlock']
  expect(quote({}, { liveUnlock: paid }).isPaid).toBe(true)
  expect(quote({}).isPaid).toBe(false)
})

test('nothing is chosen for the person, and nothing is an error before they chose', () => {
  expect(quote({})).toMatchObject({
    chosen: undefined,
    error: undefined,
    preview: undefined,
    opening: 'when_online',
    hasArrears: true,
  })
  expect(quote({ choice: 'everything' }).chosen).toBeUndefined()
})

test('what was typed is kept and explained: not an amount, too little, too much', () => {
  const other = (amount: string) => quote({ choice: 'other', amount })
  expect(other('12x')).toMatchObject({ typed: '12x', error: 'not_an_amount', preview: undefined })
  expect(other('999.99')).toMatchObject({
    typed: '999.99',
    error: 'below_minimum',
    preview: undefined,
  })
  expect(other('27213.76')).toMatchObject({ error: 'above_maximum', preview: undefined })
  expect(other('27200')).toMatchObject({ error: undefined, preview: { rebateMinor: 0n } })
  const due = {
    schedule: phone.schedule.map((one) => ({
      ...one,
      dueOn: Temporal.PlainDate.from('2026-10-01'),
    })),
  }
  expect(quote({ choice: 'other', amount: '27600' }, due)).toMatchObject({
    error: 'leaves_too_little',
    preview: undefined,
  })
})

test('a typed amount shows what it does before it can be paid', () => {
  expect(quote({ choice: 'other', amount: '1,000.00' }).preview).toMatchObject({
    amountMinor: 100_000n,
    effect: { kind: 'none', moreNeededMinor: 822_500n },
  })
  expect(quote({ choice: 'other', amount: '9225' }).preview?.effect.kind).toBe('until')
  const all = { choice: 'other', amount: '27213.75' }
  expect(quote(all).preview?.effect).toEqual({ kind: 'release' })
  const disputed = quote(all, { isDisputed: true })
  expect(disputed.preview?.effect).toEqual({ kind: 'release', waits: true })
})

test('paying is never sold as the way out of a lock that is not about money', () => {
  expect(quote({}, { otherLocks: ['offline_lock'] }).opening).toBe('offline_lock')
  expect(quote({}, { lockState: 'unlocked' }).opening).toBe('open')
})

test('a typed amount is new until the page has shown that very amount', () => {
  const terms = { ...termsAt('2026-11-21T04:00:00Z'), charge: chargeLimits('LKR', ['card']) }
  const wish = (amount: string, shownMinor: string) =>
    wishedAmount(payFormOf(form({ amount, shownMinor })), terms, 'en-GB')
  expect(wish('1000', '')).toEqual({ amountMinor: 100_000n, isNew: true })
  expect(wish('1000', '100000')).toEqual({ amountMinor: 100_000n, isNew: false })
  expect(wish('1001', '100000').isNew).toBe(true)
  expect(wish('abc', '')).toEqual({ amountMinor: undefined, isNew: true })
})

test('a sign that no address can have is dropped from what was typed', () => {
  const terms = { ...termsAt('2026-11-21T04:00:00Z'), charge: chargeLimits('LKR', ['card']) }
  const wish = payFormOf(form({ choice: 'other', amount: '10\u000000' }))
  expect(wish.amount).toBe('1000')
  expect(wishedAmount(wish, terms, 'en-GB').amountMinor).toBe(100_000n)
})

test('the form says what the page asked for the choice that was made, and for no other', () => {
  const seen = { seen_arrears: '922500', seen_settle: '2767500' }
  expect(payFormOf(form({ choice: 'arrears', ...seen })).seenAmountMinor).toBe(922_500n)
  expect(payFormOf(form({ choice: 'settle', ...seen })).seenAmountMinor).toBe(2_767_500n)
  expect(payFormOf(form({ choice: 'other', ...seen })).seenAmountMinor).toBeUndefined()
  expect(payFormOf(form({ choice: 'arrears', seen_arrears: 'x' })).seenAmountMinor).toBeUndefined()
})

test('nonsense in the form reads as nothing chosen', () => {
  const wish = payFormOf(
    form({
      choice: 'free',
      amount: 'x'.repeat(500),
      seenOutstandingMinor: '-5',
      confirmAnother: 'maybe',
    }),
  )
  expect(wish).toMatchObject({
    choice: undefined,
    amount: '',
    seenOutstandingMinor: undefined,
    confirmAnother: false,
    isPreview: false,
  })
})

function form(values: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) data.set(name, value)
  return data
}

test('three decimals: what is shown is a whole step, and so is what was typed', () => {
  const schedule = phone.schedule.map((one) => ({ ...one, amountMinor: 12_345n }))
  const owed = { currency: 'KWD', outstandingMinor: 37_035n, schedule }
  const { choices, limits, preview } = quote({ choice: 'other', amount: '20.001' }, owed)
  expect(
    choices.map(({ name, amountMinor, extraMinor }) => [name, amountMinor, extraMinor]),
  ).toEqual([
    ['arrears', 24_690n, 0n],
    ['installment', 12_350n, 5n],
    ['settle', 36_420n, 0n],
  ])
  expect(limits?.wholeMinor).toBe(36_420n)
  expect(preview?.amountMinor).toBe(20_010n)
})

test('a currency with decimals that Stripe counts without: whole units', () => {
  const schedule = phone.schedule.map((one) => ({ ...one, amountMinor: 500_050n }))
  const owed = { currency: 'MGA', outstandingMinor: 1_500_150n, schedule }
  expect(quote({}, owed).choices.map(({ amountMinor }) => amountMinor)).toEqual([
    1_000_100n,
    500_100n,
    1_475_200n,
  ])
})

test('the ways of paying are known before Stripe’s page, each with what it takes at once', () => {
  const peso = { ...phone, currency: 'MXN' }
  const lender = { policy: lenderPolicySchema.parse(policy), paymentMethods: ['card', 'oxxo'] }
  const { ways } = quoteOf(peso, {}, { lender, reader })
  expect(ways).toMatchObject([
    { method: 'card' },
    { method: 'oxxo', minimumMinor: 1_000n, maximumMinor: 1_000_000n },
  ])
  expect(quote({}).ways.map(({ method }) => method)).toEqual(['card'])
})

test('what is typed beyond what is overdue is said to pay ahead, from which day on; what ends the loan is not', () => {
  const ahead = (amount: string, values: Partial<Phone> = {}) =>
    quote({ choice: 'other', amount }, values).ahead
  const nextDueOn = Temporal.PlainDate.from('2026-12-01')
  expect(ahead('18450')).toBeUndefined()
  expect(ahead('20000')).toEqual({ extraMinor: 155_000n, nextDueOn })
  expect(ahead('5000', { outstandingMinor: 922_500n })).toEqual({ extraMinor: 500_000n, nextDueOn })
  const settle = quote({}).choices.find(({ name }) => name === 'settle')
  const whole = Number(settle?.amountMinor) / 100
  expect(ahead(String(whole))).toBeUndefined()
})
