import { z } from 'zod'
import { isLonger } from '#lib/domain/identity/characters.ts'

// Far above any amount there is, far below what the ledger can hold.
const mostMinor = 10n ** 15n

const minorAmount = z
  .union([z.string().regex(/^\d+$/), z.int().nonnegative()])
  .transform(BigInt)
  .refine((amount) => amount <= mostMinor, { params: { reason: 'amount_too_big' } })

/** An amount for each currency the lender lends in: minor units by currency code. */
export const amountsByCurrency = z.record(z.string().regex(/^[A-Z]{3}$/), minorAmount)

/** A share of a hundred with at most two decimals, as `percentOf` counts it. */
export const percentage = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Number(value.toFixed(2)) === value, { params: { reason: 'two_decimals' } })

/** One line of the lender's own words. */
export const ownLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .refine((text) => !isLonger(text, most), { params: { reason: 'too_long', most } })
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u)

/** A number of days, one at least. */
export const days = (most: number) => z.int().min(1).max(most)
