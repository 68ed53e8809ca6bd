import { expect, test } from 'vitest'
import { whyTwoTakeCash } from '#lib/domain/money/cash-limit.ts'
import { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { policy } from '#tests/support/policy.ts'

const lender = lenderPolicySchema.parse({
  ...policy,
  desk: { ...policy.desk, cashAloneMinor: { LKR: '5000' } },
})
const small = {
  currency: 'LKR',
  amountMinor: 1_000n,
  takenAloneMinor: 0n,
  creditMinor: 0n,
  owedMinor: 9_000n,
  leftMinor: 8_000n,
}

test.for([
  ['nothing, for a small amount', {}, []],
  ['nothing, up to the limit of the day', { takenAloneMinor: 4_000n }, []],
  ['more than the limit of the day', { takenAloneMinor: 4_001n }, ['over_limit']],
  ['more than the limit at once', { amountMinor: 5_001n }, ['over_limit']],
  ['a currency without a limit', { currency: 'USD' }, ['over_limit']],
  ['a unit more than is owed', { creditMinor: 1n }, ['overpaid']],
  ['the end of the loan', { leftMinor: 0n }, ['ends_loan']],
  ['nothing, where nothing was owed before', { owedMinor: 0n, leftMinor: 0n }, []],
  [
    'all of it',
    { amountMinor: 5_001n, creditMinor: 1n, leftMinor: 0n },
    ['over_limit', 'overpaid', 'ends_loan'],
  ],
] as const)('a second person must agree for: %s', ([, wish, reasons]) => {
  expect(whyTwoTakeCash(lender, { ...small, ...wish })).toEqual(reasons)
})
