import { z } from 'zod'

const minorAmount = z.union([z.string().regex(/^\d+$/), z.int().nonnegative()]).transform(BigInt)

/** An amount for each currency the lender lends in: minor units by currency code. */
export const amountsByCurrency = z.record(z.string().regex(/^[A-Z]{3}$/), minorAmount)
