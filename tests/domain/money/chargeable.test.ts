import { describe, expect, test } from 'vitest'
import { askedFor, partFault, partLimitOf, partLimits } from '#lib/domain/money/chargeable.ts'

const limits = { minimumMinor: 50n, maximumMinor: 1_000n, stepMinor: 10n }

test.for([
  [1n, 50n],
  [50n, 50n],
  [51n, 60n],
  [991n, 1_000n],
  [1_000n, 1_000n],
  [1_001n, undefined],
] as const)('for %s is asked %s', ([amountMinor, askedMinor]) => {
  expect(askedFor(amountMinor, limits)).toBe(askedMinor)
})

describe('what may be paid of what is owed', () => {
  test.for([
    ['a part leaves what can be paid alone', 300n, 20n, [50n, 250n, 300n]],
    ['in whole steps, the whole rounded up', 299n, 51n, [60n, 240n, 300n]],
    ['the least part is as large as the largest', 100n, 0n, [50n, 50n, 100n]],
    ['no part: the whole', 99n, 0n, [100n, 40n, 100n]],
    ['nothing', 0n, 0n, [0n, 0n, 0n]],
    ['more than can be charged at once', 5_000n, 0n, [50n, 1_000n, undefined]],
    ['the lender’s own least is more than that', 5_000n, 2_000n, [1_000n, 1_000n, undefined]],
  ] as const)('%s', ([, owedMinor, leastMinor, [minimumMinor, largestPartMinor, wholeMinor]]) => {
    expect(partLimits(owedMinor, leastMinor, limits)).toEqual({
      minimumMinor,
      largestPartMinor,
      wholeMinor,
    })
  })
})

describe('what is wrong with an amount, and of what the fault speaks', () => {
  test.for([
    [300n, 40n, 'below_minimum', 50n],
    [300n, 260n, 'leaves_too_little', 250n],
    [300n, 310n, 'above_maximum', 300n],
    [5_000n, 1_010n, 'too_much_at_once', 1_000n],
  ] as const)('of %s: %s is %s, %s', ([owedMinor, amountMinor, fault, limitMinor]) => {
    const own = partLimits(owedMinor, 0n, limits)
    expect(partFault(amountMinor, own)).toBe(fault)
    expect(partLimitOf(fault, own)).toBe(limitMinor)
  })

  test.for([
    [300n, 50n],
    [300n, 250n],
    [300n, 300n],
    [5_000n, 1_000n],
  ] as const)('of %s: %s is right', ([owedMinor, amountMinor]) => {
    expect(partFault(amountMinor, partLimits(owedMinor, 0n, limits))).toBeUndefined()
  })

  test('what is more than all that can be charged is limited by the largest part', () => {
    expect(partLimitOf('above_maximum', partLimits(5_000n, 0n, limits))).toBe(1_000n)
  })
})
