import { larger } from '#lib/domain/money/money.ts'

type PromiseVerdict = 'kept' | 'partly_kept' | 'broken'
export type PromiseState = 'open' | PromiseVerdict | 'withdrawn'

/** What is promised, and by when, while the day is still to come. */
export type OpenPromise = {
  id: string
  amountMinor: bigint
  currency: string
  dueOn: Temporal.PlainDate
}

/** Money that came for a loan, at the moment from which it counts, or went back; less than 0 went back. */
export type Movement = { at: Temporal.Instant; amountMinor: bigint }

/** What came in before `endsAt` and did not go back before then. */
export function paidInTime(movements: readonly Movement[], endsAt: Temporal.Instant): bigint {
  const sumMinor = movements
    .filter(({ at }) => Temporal.Instant.compare(at, endsAt) < 0)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  return larger(sumMinor, 0n)
}

/** What the ledger says of a promise once its day is over. */
export function verdictOf(promisedMinor: bigint, paidMinor: bigint): PromiseVerdict {
  if (paidMinor >= promisedMinor) return 'kept'
  return paidMinor > 0n ? 'partly_kept' : 'broken'
}

export type PromiseFacts = {
  state: PromiseState
  amountMinor: bigint
  paidMinor: bigint
  /** When it is said what became of it: after its end, for what was paid by then and is not entered yet, or on its way. */
  verdictAt: Temporal.Instant
  arrearsMinor: bigint
}

/**
 * What becomes of a promise at `now`. Enough money keeps it at once; anything less waits for the verdict.
 * When nothing is overdue any more for another reason (a plan, a correction), nobody is told that it was not kept.
 */
export function promiseAfter(facts: PromiseFacts, now: Temporal.Instant): PromiseState {
  const { state, amountMinor, paidMinor, verdictAt, arrearsMinor } = facts
  if (state === 'withdrawn') return state
  const verdict = verdictOf(amountMinor, paidMinor)
  if (verdict === 'kept') return verdict
  if (state === 'open' && arrearsMinor === 0n) return 'withdrawn'
  return Temporal.Instant.compare(now, verdictAt) >= 0 ? verdict : state
}
