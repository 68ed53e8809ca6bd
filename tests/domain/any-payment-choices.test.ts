import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectOf } from '#lib/domain/lock/effect.ts'
import { partFault } from '#lib/domain/money/chargeable.ts'
import { amountLimits, ownAmount, paymentChoices } from '#lib/domain/money/payment-choices.ts'
import { examples } from '#tests/support/examples.ts'
import { anyBalance, anyTerms, told } from './given-balance.ts'

describe('always', () => {
  test('a choice can be charged, asks for no more than it must, and leaves nothing that cannot be paid', () => {
    fc.assert(
      fc.property(anyBalance, anyTerms, (some, terms) => {
        const choices = paymentChoices(some, terms)
        const { minimumMinor = 0n, maximumMinor = 0n, stepMinor = 1n } = terms.charge ?? {}
        for (const { amountMinor, extraMinor, rebateMinor } of choices) {
          expect(amountMinor).toBeGreaterThanOrEqual(minimumMinor)
          expect(amountMinor).toBeLessThanOrEqual(maximumMinor)
          expect(amountMinor % stepMinor).toBe(0n)
          expect(rebateMinor).toBeGreaterThanOrEqual(0n)
          expect(extraMinor).toBeGreaterThanOrEqual(0n)
          expect(extraMinor < stepMinor || amountMinor === minimumMinor).toBe(true)
          const restMinor = some.outstandingMinor - amountMinor - rebateMinor
          expect(restMinor <= 0n || restMinor >= minimumMinor).toBe(true)
        }
        const names = choices.map(({ name }) => name)
        expect(new Set(names).size).toBe(names.length)
      }),
      { numRuns: examples(1_000) },
    )
  })

  test('whatever may be typed can be charged and leaves nothing that cannot be paid; all of it always may', () => {
    fc.assert(
      fc.property(anyBalance, anyTerms, fc.bigInt(0n, 200n), (some, terms, steps) => {
        const limits = amountLimits(some, terms)
        if (!limits || !terms.charge || some.outstandingMinor === 0n) return
        const { minimumMinor, maximumMinor, stepMinor } = terms.charge
        const isPayable = (amountMinor: bigint) => partFault(amountMinor, limits) === undefined
        const { wholeMinor } = limits
        const amounts = [steps * stepMinor, limits.minimumMinor, limits.largestPartMinor]
        for (const amountMinor of [...amounts, ...(wholeMinor ? [wholeMinor] : [])]) {
          if (!isPayable(amountMinor)) continue
          if (amountMinor === wholeMinor)
            expect(ownAmount(some, amountMinor, terms).effect.kind).toBe('release')
          expect(amountMinor >= minimumMinor && amountMinor <= maximumMinor).toBe(true)
          const restMinor = some.outstandingMinor - amountMinor
          expect(amountMinor === wholeMinor || restMinor <= 0n || restMinor >= minimumMinor).toBe(
            true,
          )
        }
        expect(isPayable(limits.minimumMinor)).toBe(true)
        const settle = paymentChoices(some, terms).find(({ name }) => name === 'settle')
        const askedMinor = settle?.rebateMinor ? settle.amountMinor : some.outstandingMinor
        expect(wholeMinor === undefined).toBe(askedMinor > maximumMinor)
        expect(wholeMinor === undefined || !settle || wholeMinor <= settle.amountMinor).toBe(true)
        if (wholeMinor) expect(isPayable(wholeMinor)).toBe(true)
      }),
      { numRuns: examples(1_000) },
    )
  })

  test('what is shown is what the booking decides, and settling ends the loan', () => {
    fc.assert(
      fc.property(anyBalance, anyTerms, (some, terms) => {
        for (const { name, amountMinor, rebateMinor, effect } of paymentChoices(some, terms)) {
          expect(told(effectOf(some, amountMinor, terms, rebateMinor))).toEqual(told(effect))
          if (name === 'settle') expect(effect).toEqual({ kind: 'release' })
          if (name === 'arrears' || name === 'arrears_and_next')
            expect(effect.kind).not.toBe('none')
        }
      }),
      { numRuns: examples(400) },
    )
  })

  test('nothing owed, no choice', () => {
    fc.assert(
      fc.property(anyBalance, anyTerms, (some, terms) => {
        expect(paymentChoices({ ...some, outstandingMinor: 0n }, terms)).toEqual([])
      }),
    )
  })
})
