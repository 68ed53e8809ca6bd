import { expect, test } from 'vitest'
import { fieldOfLimit } from '#app/desk/plans/[planId]/counter-faults.ts'

const owedMinor = 1_000n
const terms = (extraMonths: number, partNowMinor: bigint) => ({ extraMonths, partNowMinor })

test.each([
  ['extra', 'term_too_long', terms(9, 0n)],
  ['pause', 'pause_too_long', terms(9, 0n)],
  ['extra', 'installment_too_small', terms(6, 0n)],
  ['extra', 'installment_too_small', terms(6, 100n)],
  ['part', 'installment_too_small', terms(0, 900n)],
  ['part', 'installment_too_small', terms(6, 1_000n)],
  ['extra', 'not_easier', terms(0, 100n)],
] as const)('%s: %s', (field, refusal, typed) => {
  expect(fieldOfLimit(refusal, typed, owedMinor)).toBe(field)
})
