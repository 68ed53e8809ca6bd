import { z } from 'zod'
import type { LockState } from '#lib/domain/lock/unlock.ts'

const shared = {
  /** The form of this text. */
  keyturn: z.literal(1),
  lender: z.string(),
  host: z.string(),
  code: z.string(),
  brand: z.string(),
  model: z.string(),
  /** The last four digits of each IMEI that is known. */
  imeiEnds: z.array(z.string()),
  madeAt: z.string(),
}

const schema = z.discriminatedUnion('kind', [
  /** The loan is paid and the lock was removed for good. */
  z.object({ ...shared, kind: z.literal('free'), since: z.string() }),
  /** This amount ends the loan, until a day. */
  z.object({
    ...shared,
    kind: z.literal('owed'),
    amountMinor: z.string().regex(/^\d+$/),
    currency: z.string(),
    until: z.string(),
  }),
  /** This lender finances it, or has: for whoever is asked to help with another lock. */
  z.object({
    ...shared,
    kind: z.literal('financed'),
    firstDueOn: z.string(),
    isPaidOff: z.boolean(),
  }),
])

/** What a statement says: a phone and its lock, and nobody's name. */
export type Stated = z.infer<typeof schema>

export function statementText(stated: Stated): string {
  return JSON.stringify(schema.parse(stated))
}

export function readStatement(text: string): Stated {
  return schema.parse(JSON.parse(text))
}

/** For a buyer, or for whoever is shown the phone: one of each stands by itself. */
export type StatementPurpose = 'lock' | 'visit'

export function purposeOf({ kind }: Pick<Stated, 'kind'>): StatementPurpose {
  return kind === 'financed' ? 'visit' : 'lock'
}

/** Whether a statement holds now; only `valid` may be relied on. */
export type Validity = 'valid' | 'withdrawn' | 'expired' | 'paid' | 'changed' | 'not_genuine'

type Facts = {
  isGenuine: boolean
  withdrawnAt: Temporal.Instant | null
  endsAt: Temporal.Instant | null
  /** What is true of the phone and its loan now. */
  lockState: LockState
  outstandingMinor: bigint
  /** What ends the loan now; undefined: nothing does. */
  endsLoanMinor: bigint | undefined
  handedBackAt: Temporal.Instant | null
}

/** A statement is only as good as what is true now. */
export function validityOf(stated: Stated, facts: Facts, now: Temporal.Instant): Validity {
  const { isGenuine, withdrawnAt, endsAt, outstandingMinor } = facts
  if (!isGenuine) return 'not_genuine'
  if (withdrawnAt !== null) return 'withdrawn'
  if (stated.kind === 'owed' && outstandingMinor === 0n) return 'paid'
  if (endsAt !== null && Temporal.Instant.compare(endsAt, now) <= 0) return 'expired'
  return isTrue(stated, facts) ? 'valid' : 'changed'
}

function isTrue(stated: Stated, facts: Facts): boolean {
  const { lockState, outstandingMinor, endsLoanMinor, handedBackAt } = facts
  if (stated.kind === 'financed')
    return stated.isPaidOff === (outstandingMinor === 0n) && handedBackAt === null
  if (stated.kind === 'free') return lockState === 'released' && outstandingMinor === 0n
  return endsLoanMinor === BigInt(stated.amountMinor)
}
