import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'
import { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import {
  isDamageDecided,
  owedAtSettlement,
  quoteReturn,
  type ReturnBalance,
  type ReturnRule,
  type ReturnTerms,
  returnRules,
  termsOf,
} from '#lib/domain/return/quote.ts'
import { anyBalance, anyDay, day } from '#tests/domain/given-balance.ts'
import { examples } from '#tests/support/examples.ts'
import { policy } from '#tests/support/policy.ts'

const valuePercent = { good: 40, worn: 30, damaged: 10, not_working: 0 }

/** Twelve months of 1,000 from January; by 15 May five are due. */
function balance(outstandingMinor: bigint): ReturnBalance {
  const schedule = Array.from({ length: 12 }, (_, index) => ({
    number: index + 1,
    dueOn: day('2026-01-10').add({ months: index }),
    amountMinor: 1_000n,
  }))
  return { schedule, outstandingMinor, totalPriceMinor: 12_000n }
}

function owed(rule: ReturnRule, outstandingMinor: bigint, values: Partial<ReturnTerms> = {}) {
  const terms = { rule, valuePercent, asOn: day('2026-05-15'), ...values }
  const { owedAfter } = quoteReturn(balance(outstandingMinor), terms)
  return conditions.map((condition) => owedAfter[condition])
}

test('a return is quoted by the lender’s own terms, as of its day', () => {
  const asOn = day('2026-05-15')
  const values = { good: 40, worn: 30, damaged: 10, not_working: 5 }
  const usual = lenderPolicySchema.parse(policy)
  const own = { ...usual.return, rule: 'half', valuePercent: values } as const
  expect(termsOf({ ...usual, return: own }, asOn)).toEqual({
    rule: 'half',
    valuePercent: values,
    asOn,
  })
})

describe('by the rule “loan closed”', () => {
  test('working order, worn or not, ends the loan; damage counts by its value', () => {
    expect(owed('loan_closed', 9_000n)).toEqual([0n, 0n, 7_800n, 9_000n])
  })
})

describe('by the rule “settlement”', () => {
  test('what is owed less the value of the phone in its condition', () => {
    expect(owed('settlement', 9_000n)).toEqual([4_200n, 5_400n, 7_800n, 9_000n])
  })

  test('a phone worth more than what is owed leaves nothing, and nothing below', () => {
    expect(owed('settlement', 3_000n)).toEqual([0n, 0n, 1_800n, 3_000n])
  })

  test('a value that does not divide is rounded down to a whole minor unit', () => {
    const odd = { ...valuePercent, good: 33.33 }
    expect(owed('settlement', 9_000n, { valuePercent: odd })[0]).toBe(9_000n - 3_999n)
  })
})

describe('beside a plan that costs something', () => {
  const planCost = {
    costMinor: 1_200n,
    agreedOn: day('2026-03-15'),
    withdrawUntil: null,
    lastDueOn: day('2027-03-15'),
  }
  const terms = (rule: ReturnRule) => ({ rule, valuePercent, asOn: day('2026-05-15') })

  test('what it has not earned by the day of the quote falls away first, of what is owed and of the price', () => {
    const quote = quoteReturn({ ...balance(9_000n), planCost }, terms('settlement'))
    expect(quote).toMatchObject({ outstandingMinor: 9_000n, costReturnedMinor: 1_000n })
    expect(conditions.map((condition) => quote.owedAfter[condition])).toEqual([
      ...[3_600n, 4_700n, 6_900n, 8_000n],
    ])
  })

  test('it is taken off the end, so nothing less is overdue', () => {
    const quote = quoteReturn({ ...balance(9_000n), planCost }, terms('half'))
    const without = quoteReturn(balance(9_000n), terms('half'))
    expect(without.owedAfter.good).toBe(3_000n)
    expect(quote.owedAfter.good).toBe(2_500n)
  })

  test('what is earned whole changes nothing', () => {
    const earned = { ...planCost, agreedOn: day('2025-01-15'), lastDueOn: day('2025-12-15') }
    const quote = quoteReturn({ ...balance(9_000n), planCost: earned }, terms('settlement'))
    expect(quote).toEqual(quoteReturn(balance(9_000n), terms('settlement')))
  })
})

// Consumer Credit Act 1974, s. 99(2) and s. 100(1).
describe('by the half rule', () => {
  test('little paid, nothing overdue: what is missing to half the total price', () => {
    const terms = { asOn: day('2026-03-05') }
    expect(owed('half', 10_000n, terms)).toEqual([4_000n, 4_000n, 4_000n, 4_000n])
  })

  test('what is overdue counts into the half, so it is not paid twice', () => {
    expect(owed('half', 10_000n)[0]).toBe(4_000n)
  })

  test('more overdue than missing to half: what is overdue', () => {
    expect(owed('half', 11_000n, { asOn: day('2026-11-15') })[0]).toBe(10_000n)
  })

  test('half paid and nothing overdue: nothing', () => {
    expect(owed('half', 6_000n, { asOn: day('2026-06-20') })[0]).toBe(0n)
  })

  test('half of an odd price is rounded in the borrower’s favour', () => {
    const odd = { ...balance(12_001n), totalPriceMinor: 12_001n }
    const terms = { rule: 'half', valuePercent, asOn: day('2026-01-01') } as const
    expect(quoteReturn(odd, terms).owedAfter.good).toBe(6_000n)
  })

  test('only there a person decides what damage adds', () => {
    const decided = returnRules.map((rule) => conditions.map((one) => isDamageDecided(rule, one)))
    const never = [false, false, false, false]
    expect(decided).toEqual([never, never, [false, false, true, true]])
  })
})

describe('always', () => {
  const anyPercent = fc.double({ min: 0, max: 100, noNaN: true })
  const anyTerms: fc.Arbitrary<ReturnTerms> = fc.record({
    rule: fc.constantFrom(...returnRules),
    asOn: anyDay,
    valuePercent: fc.record({
      good: anyPercent,
      worn: anyPercent,
      damaged: anyPercent,
      not_working: anyPercent,
    }),
  })

  test('never below nothing, never above what is owed without the return', () => {
    fc.assert(
      fc.property(anyBalance, anyTerms, fc.bigInt(0n, 500n), (some, terms, extra) => {
        const totalPriceMinor =
          some.schedule.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) + extra
        const quote = quoteReturn({ ...some, totalPriceMinor }, terms)
        expect(quote.paidMinor).toBeGreaterThanOrEqual(0n)
        for (const condition of conditions) {
          expect(quote.owedAfter[condition]).toBeGreaterThanOrEqual(0n)
          expect(quote.owedAfter[condition]).toBeLessThanOrEqual(some.outstandingMinor)
        }
      }),
      { numRuns: examples(500) },
    )
  })

  test('paying in between never makes it dearer, whatever the rule', () => {
    fc.assert(
      fc.property(
        anyBalance,
        anyTerms,
        fc.integer({ min: 0, max: 100 }),
        (some, terms, percent) => {
          const totalPriceMinor = some.schedule.reduce((sum, one) => sum + one.amountMinor, 0n)
          const before = quoteReturn({ ...some, totalPriceMinor }, terms)
          const left = (some.outstandingMinor * BigInt(percent)) / 100n
          const after = quoteReturn({ ...some, outstandingMinor: left, totalPriceMinor }, terms)
          for (const condition of conditions)
            expect(after.owedAfter[condition]).toBeLessThanOrEqual(before.owedAfter[condition])
        },
      ),
      { numRuns: examples(500) },
    )
  })

  test('a payment after the figure was set counts in full, a payment taken back as well', () => {
    const figure = { owedMinor: 400n, quotedMinor: 1_000n }
    expect(owedAtSettlement(figure, 1_000n)).toBe(400n)
    expect(owedAtSettlement(figure, 900n)).toBe(300n)
    expect(owedAtSettlement(figure, 500n)).toBe(0n)
    expect(owedAtSettlement(figure, 1_100n)).toBe(500n)
  })
})
