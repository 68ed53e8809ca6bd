import { describe, expect, test } from 'vitest'
import { effectOf, type LoanBalance } from '#lib/domain/lock/effect.ts'
import { partFault, partLimitOf } from '#lib/domain/money/chargeable.ts'
import {
  amountLimits,
  leastToOpen,
  ownAmount,
  paymentChoices,
  restIsWaived,
  whyNothingIsAsked,
} from '#lib/domain/money/payment-choices.ts'
import { day, termsAt } from '#tests/domain/given-balance.ts'

const balance: LoanBalance = {
  schedule: [
    { number: 1, dueOn: day('2026-10-01'), amountMinor: 1_000n },
    { number: 2, dueOn: day('2026-11-01'), amountMinor: 1_000n },
    { number: 3, dueOn: day('2026-12-01'), amountMinor: 1_000n },
    { number: 4, dueOn: day('2027-01-01'), amountMinor: 1_000n },
  ],
  outstandingMinor: 4_000n,
}
const now = '2026-11-21T04:13:00Z'

function offered(outstandingMinor: bigint, values: object = {}) {
  return paymentChoices({ ...balance, outstandingMinor }, termsAt(now, values)).map(
    ({ name, amountMinor }) => [name, amountMinor],
  )
}

function quotedUntil(values: object) {
  const settle = paymentChoices(balance, termsAt(now, values)).find(({ name }) => name === 'settle')
  return settle?.validUntil?.toString()
}

test('the least that still opens the phone: what is left of one installment, never less than can be paid', () => {
  const least = (outstandingMinor: bigint, values: object = {}) =>
    leastToOpen(
      { ...balance, outstandingMinor },
      termsAt(now, { minimumPaymentMinor: {}, ...values }),
    )
  expect(least(4_000n)).toBe(1_000n)
  expect(least(3_600n)).toBe(600n)
  expect(least(3_600n, { minimumPaymentMinor: { LKR: 800 } })).toBe(800n)
  expect(least(3_000n)).toBeUndefined()
  expect(least(2_000n)).toBeUndefined()
  expect(least(4_000n, { partialUnlock: null })).toBeUndefined()
})

test('no least is told where less than all that is overdue opens nothing, or cannot be paid', () => {
  const terms = (values: object = {}) => termsAt(now, { minimumPaymentMinor: {}, ...values })
  expect(leastToOpen({ ...balance, handedBackAt: Temporal.Instant.from(now) }, terms())).toBe(
    undefined,
  )
  const least = (outstandingMinor: bigint, minimumMinor: number) =>
    leastToOpen(
      { ...balance, outstandingMinor },
      terms({ minimumPaymentMinor: { LKR: minimumMinor } }),
    )
  // Of 2,000 that are overdue.
  expect([least(4_000n, 1_999), least(4_000n, 2_000)]).toEqual([1_999n, undefined])
  expect(leastToOpen(balance, { ...terms(), charge: undefined })).toBeUndefined()
  // Nothing overdue is beyond its grace: the phone is open as it is.
  const inGrace = termsAt('2026-10-03T04:13:00Z', { minimumPaymentMinor: {} })
  expect(leastToOpen(balance, inGrace)).toBeUndefined()
})

describe('what can be chosen', () => {
  test('two late: all of it, with the next, one of them, or everything with its rebate', () => {
    expect(offered(4_000n)).toEqual([
      ['arrears', 2_000n],
      ['arrears_and_next', 3_000n],
      ['installment', 1_000n],
      ['settle', 3_900n],
    ])
  })

  test('one late: it is all that is overdue, and not named twice', () => {
    expect(offered(3_000n)).toEqual([
      ['arrears', 1_000n],
      ['arrears_and_next', 2_000n],
      ['settle', 2_900n],
    ])
  })

  test('all of it late: a part of it, or everything', () => {
    const late = termsAt('2027-03-01T04:13:00Z')
    expect(paymentChoices(balance, late).map(({ name }) => name)).toEqual(['installment', 'settle'])
  })

  test('what was said to settle the loan binds when it is better than what is said today', () => {
    const settled = (rebateMinor: bigint) => {
      const quotes = [{ rebateMinor, validUntil: day('2026-11-22') }]
      const last = paymentChoices({ ...balance, quotes }, termsAt(now)).at(-1)
      return `${last?.amountMinor}, ${last?.rebateMinor} less until ${last?.validUntil}`
    }
    expect(settled(500n)).toBe('3500, 500 less until 2026-11-22')
    expect(settled(99n)).toBe('3900, 100 less until 2026-11-24')
  })

  test('nothing late: the next, or everything', () => {
    expect(offered(2_000n)).toEqual([
      ['arrears_and_next', 1_000n],
      ['settle', 1_900n],
    ])
  })

  test('the last part: only everything, for no choice is offered twice', () => {
    expect(offered(1_000n)).toEqual([['settle', 950n]])
  })

  test('nothing owed: nothing', () => {
    expect(offered(0n)).toEqual([])
  })

  test('a settlement quote is dated, and never outlives the next due date', () => {
    expect(quotedUntil({ settlement: { rebatePercent: 5, validDays: 30 } })).toBe('2026-12-01')
    expect(quotedUntil({})).toBe('2026-11-24')
  })

  test('a typed amount lies between the lender’s minimum and what is owed', () => {
    expect(amountLimits(balance, termsAt(now))).toMatchObject({
      minimumMinor: 3_900n,
      wholeMinor: 3_900n,
    })
    const large = { ...balance, outstandingMinor: 500_000n }
    expect(amountLimits(large, termsAt(now))?.minimumMinor).toBe(100_000n)
    expect(amountLimits(large, { ...termsAt(now), currency: 'USD' })?.minimumMinor).toBe(1n)
  })
})

describe('what settles the loan', () => {
  const limitsOf = (outstandingMinor: bigint, values: object = {}, charge: object = {}) =>
    amountLimits({ ...balance, outstandingMinor }, termsAt(now, values, charge))

  test('is the most that can be typed: nobody pays more than the page asks for the whole loan', () => {
    const limits = limitsOf(4_000n, { minimumPaymentMinor: {} })
    const settle = paymentChoices({ ...balance, outstandingMinor: 4_000n }, termsAt(now)).find(
      ({ name }) => name === 'settle',
    )
    expect(settle?.amountMinor).toBe(3_900n)
    expect(limits && partFault(3_900n, limits)).toBeUndefined()
    expect(limits && partFault(3_901n, limits)).toBe('above_maximum')
    expect(limits && partFault(4_000n, limits)).toBe('above_maximum')
    expect(limits && partLimitOf('above_maximum', limits)).toBe(3_900n)
  })

  test('settles it also as an amount of one’s own, and no other amount takes anything off', () => {
    const settle = paymentChoices(balance, termsAt(now)).at(-1)
    expect(ownAmount(balance, 3_900n, termsAt(now))).toEqual({ ...settle, name: 'other' })
    expect(settle?.effect).toEqual({ kind: 'release' })
    expect(ownAmount(balance, 3_899n, termsAt(now))).toEqual({
      name: 'other',
      amountMinor: 3_899n,
      extraMinor: 0n,
      rebateMinor: 0n,
      costReturnedMinor: 0n,
      effect: effectOf(balance, 3_899n, termsAt(now)),
    })
  })

  test('leaves out what a plan has not earned, and what is waived of the rest', () => {
    const planCost = {
      costMinor: 400n,
      agreedOn: day('2026-10-01'),
      lastDueOn: day('2027-02-01'),
      withdrawUntil: null,
    }
    const settle = paymentChoices({ ...balance, planCost }, termsAt(now)).at(-1)
    expect(settle).toMatchObject({ name: 'settle', amountMinor: 3_615n, extraMinor: 0n })
    expect(settle).toMatchObject({ rebateMinor: 85n, costReturnedMinor: 300n })
    expect(settle?.effect).toEqual({ kind: 'release' })
  })

  test('is not asked for where everything is waived', () => {
    const names = (rebateMinor: bigint) => {
      const quotes = [{ rebateMinor, validUntil: day('2026-11-22') }]
      return paymentChoices({ ...balance, quotes }, termsAt(now)).map(({ name }) => name)
    }
    expect(names(3_999n)).toContain('settle')
    for (const rebateMinor of [4_000n, 4_001n]) expect(names(rebateMinor)).not.toContain('settle')
  })

  test('is all that is owed where nothing is waived', () => {
    const limits = limitsOf(4_000n, {
      minimumPaymentMinor: {},
      settlement: { rebatePercent: 0, validDays: 7 },
    })
    expect(limits?.wholeMinor).toBe(4_000n)
  })

  test('can be charged though all that is owed is too much at once', () => {
    const limits = limitsOf(
      4_000n,
      { minimumPaymentMinor: {} },
      { maximumMinor: 3_950n, minimumMinor: 100n },
    )
    expect(limits?.wholeMinor).toBe(3_900n)
    expect(limits && partFault(3_900n, limits)).toBeUndefined()
  })
})

describe('what can be charged', () => {
  const choices = (outstandingMinor: bigint, charge: object, values: object = {}) =>
    paymentChoices({ ...balance, outstandingMinor }, termsAt(now, values, charge)).map(
      ({ name, amountMinor, extraMinor, effect }) => [name, amountMinor, extraMinor, effect.kind],
    )

  test('is rounded before it is shown, and the waived part shrinks by as much', () => {
    const settle = { settlement: { rebatePercent: 0.5, validDays: 3 } }
    const tens = { stepMinor: 10n, minimumMinor: 10n }
    expect(choices(4_000n, tens, settle).at(-1)).toEqual(['settle', 3_990n, 0n, 'release'])
    const odd = { ...balance, outstandingMinor: 3_995n }
    const [arrears] = paymentChoices(odd, termsAt(now, settle, tens))
    expect(arrears).toMatchObject({ name: 'arrears', amountMinor: 2_000n, extraMinor: 5n })
    const last = paymentChoices(odd, termsAt(now, settle, tens)).at(-1)
    expect(last).toMatchObject({ name: 'settle', amountMinor: 3_990n, rebateMinor: 5n })
  })

  test('a rest below the least is paid with the least, and the surplus is named', () => {
    expect(choices(1_000n, { minimumMinor: 5_000n })).toEqual([
      ['settle', 5_000n, 4_000n, 'release'],
    ])
  })

  test('less overdue than the least: the least, and the surplus counts towards the next', () => {
    expect(choices(2_020n, { minimumMinor: 50n })[0]).toEqual(['arrears', 50n, 30n, 'until'])
  })

  test('a part that would leave too little to pay is not offered', () => {
    expect(choices(4_000n, { minimumMinor: 1_001n }).map(([name]) => name)).not.toContain(
      'arrears_and_next',
    )
    expect(choices(4_000n, { minimumMinor: 1_000n }).map(([name]) => name)).toContain(
      'arrears_and_next',
    )
  })

  test('what is more than can be charged at once is not offered, and a part can be typed', () => {
    const charge = { maximumMinor: 1_500n, minimumMinor: 100n }
    expect(choices(4_000n, charge)).toEqual([['installment', 1_000n, 0n, 'until']])
    const limits = amountLimits(balance, termsAt(now, { minimumPaymentMinor: {} }, charge))
    expect(limits).toEqual({
      minimumMinor: 100n,
      largestPartMinor: 1_500n,
      wholeMinor: undefined,
    })
  })

  test('the lender may let go of a rest below the least: then there is nothing to pay', () => {
    const waives = termsAt(now, { smallRest: 'waive' }, { minimumMinor: 5_000n })
    expect(restIsWaived(balance, waives)).toBe(true)
    expect(paymentChoices(balance, waives)).toEqual([])
    expect(amountLimits(balance, waives)).toBeUndefined()
    const enough = { ...balance, outstandingMinor: 5_000n }
    expect(restIsWaived(enough, waives)).toBe(false)
    expect(restIsWaived({ outstandingMinor: 0n }, waives)).toBe(false)
    expect(restIsWaived(balance, termsAt(now, {}, { minimumMinor: 5_000n }))).toBe(false)
  })

  test('where nothing can be charged, nothing is offered', () => {
    const none = { ...termsAt(now), charge: undefined }
    expect(paymentChoices(balance, none)).toEqual([])
    expect(amountLimits(balance, none)).toBeUndefined()
  })
})

test('what was said to be all that is waived is not asked for, and why is said', () => {
  const quotes = [{ rebateMinor: 500n, validUntil: day('2026-11-22') }]
  const terms = termsAt(now)
  const asked = { ...balance, outstandingMinor: 501n, quotes }
  const waived = { ...balance, outstandingMinor: 500n, quotes }
  expect(whyNothingIsAsked(asked, terms)).toBeUndefined()
  expect(whyNothingIsAsked(waived, terms)).toBe('as_said')
  expect([paymentChoices(waived, terms), amountLimits(waived, terms)]).toEqual([[], undefined])
  expect(paymentChoices(asked, terms)).not.toEqual([])
})
