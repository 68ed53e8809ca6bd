import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { needsSecondPerson } from '#lib/domain/money/refund-limit.ts'
import { refundEffect, splitRefund } from '#lib/domain/money/refund-split.ts'
import { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { deskRules, policy } from '#tests/support/policy.ts'

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n })

describe('where money that goes back is taken from', () => {
  test('the parts are the whole, none is below nothing, and none takes more than there is', () => {
    fc.assert(
      fc.property(amount, amount, amount, (amountMinor, suspenseMinor, creditMinor) => {
        const split = splitRefund(amountMinor, { suspenseMinor, creditMinor })
        expect(split.suspenseMinor + split.creditMinor + split.loanMinor).toBe(amountMinor)
        expect(split.suspenseMinor <= suspenseMinor && split.creditMinor <= creditMinor).toBe(true)
        for (const part of Object.values(split)) expect(part >= 0n).toBe(true)
      }),
    )
  })

  test('what was never booked first, then credit, then what was paid', () => {
    const held = { suspenseMinor: 300n, creditMinor: 200n }
    const split = (amountMinor: bigint, ...parts: bigint[]) => {
      const [suspenseMinor, creditMinor, loanMinor] = parts
      const expected = { suspenseMinor, creditMinor, loanMinor, rebateMinor: 0n }
      expect(splitRefund(amountMinor, held)).toEqual(expected)
    }
    split(250n, 250n, 0n, 0n)
    split(450n, 300n, 150n, 0n)
    split(600n, 300n, 200n, 100n)
  })

  test('what was waived for a settlement is owed again once all of it has gone back', () => {
    const held = {
      suspenseMinor: 0n,
      creditMinor: 0n,
      settlement: { keptMinor: 500n, rebateMinor: 40n },
    }
    expect(splitRefund(499n, held)).toMatchObject({ loanMinor: 499n, rebateMinor: 0n })
    expect(splitRefund(500n, held)).toMatchObject({ loanMinor: 500n, rebateMinor: 40n })
  })

  test('what was waived stays waived when only money that was never booked goes back', () => {
    const settlement = { keptMinor: 0n, rebateMinor: 40n }
    const held = { suspenseMinor: 50n, creditMinor: 0n, settlement }
    expect(splitRefund(50n, held)).toMatchObject({ suspenseMinor: 50n, rebateMinor: 0n })
  })
})

test('what is owed again is owed on the oldest installments first', () => {
  const schedule = ['2026-10-01', '2026-11-01', '2027-01-01'].map((dueOn, index) => ({
    number: index + 1,
    dueOn: Temporal.PlainDate.from(dueOn),
    amountMinor: 100n,
  }))
  const balance = { schedule, outstandingMinor: 100n, creditMinor: 0n }
  const today = Temporal.PlainDate.from('2026-11-21')
  expect(refundEffect(balance, { amountMinor: 50n, suspenseMinor: 0n }, today)).toEqual({
    owedAgainMinor: 50n,
    outstandingMinor: 150n,
    arrearsMinor: 50n,
  })
  const settlement = { keptMinor: 50n, rebateMinor: 10n }
  const whole = { amountMinor: 50n, suspenseMinor: 0n, settlement }
  expect(refundEffect(balance, whole, today)).toMatchObject({
    owedAgainMinor: 60n,
    outstandingMinor: 160n,
  })
  expect(refundEffect(balance, { amountMinor: 50n, suspenseMinor: 50n }, today)).toEqual({
    owedAgainMinor: 0n,
    outstandingMinor: 100n,
    arrearsMinor: 0n,
  })
})

describe('what one person may give back alone', () => {
  const withLimit = (refundAloneMinor: Record<string, string>) =>
    lenderPolicySchema.parse({ ...policy, desk: deskRules({ refundAloneMinor }) })

  test('nothing without a limit in the currency', () => {
    const wish = { currency: 'LKR', amountMinor: 1n, givenAloneMinor: 0n }
    expect(needsSecondPerson(withLimit({}), wish)).toBe(true)
    expect(needsSecondPerson(withLimit({ JPY: '500' }), wish)).toBe(true)
  })

  test('up to the limit, all parts of a payment together', () => {
    const limited = withLimit({ LKR: '500' })
    const wish = { currency: 'LKR', amountMinor: 200n }
    expect(needsSecondPerson(limited, { ...wish, givenAloneMinor: 300n })).toBe(false)
    expect(needsSecondPerson(limited, { ...wish, givenAloneMinor: 301n })).toBe(true)
  })
})
