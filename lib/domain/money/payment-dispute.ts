/** Where a dispute of a payment stands, for people. */
const disputeStages = ['to_answer', 'with_bank', 'over', 'lost', 'unknown'] as const
export type DisputeStage = (typeof disputeStages)[number]

/** The provider's words for it. Those it may add later are `unknown`: a person looks, and nothing follows by itself. */
const stages = {
  warning_needs_response: 'to_answer',
  warning_under_review: 'with_bank',
  warning_closed: 'over',
  needs_response: 'to_answer',
  under_review: 'with_bank',
  appeal_needs_response: 'to_answer',
  appeal_under_review: 'with_bank',
  prevented: 'over',
  won: 'over',
  lost: 'lost',
} as const satisfies Record<string, DisputeStage>

export type DisputeStatus = keyof typeof stages
export const disputeStatuses = Object.keys(stages) as DisputeStatus[]

// The payer's bank has called a direct debit back: no answer of ours changes that.
const finalMethods: ReadonlySet<string | null> = new Set([
  'us_bank_account',
  'sepa_debit',
  'bacs_debit',
  'acss_debit',
  'au_becs_debit',
  'nz_bank_account',
])

/** Whether a dispute of what was paid this way is the bounced payment itself. */
export function isBounce(method: string | null): boolean {
  return finalMethods.has(method)
}

export function stageOf(status: string, method: string | null): DisputeStage {
  const stage = isDisputeStatus(status) ? stages[status] : 'unknown'
  return isBounce(method) && stage !== 'over' ? 'lost' : stage
}

export function isDisputeStatus(text: string): text is DisputeStatus {
  return Object.hasOwn(stages, text)
}

export const disputeReasons = [
  'bank_cannot_process',
  'check_returned',
  'credit_not_processed',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
] as const
export type DisputeReason = (typeof disputeReasons)[number]

/** What of a dispute's money is where. */
export type DisputeBalance = {
  /** Taken by the bank and not given back. */
  takenMinor: bigint
  /** What of it the borrower owes again. */
  owedAgainMinor: bigint
}

/** Whether a person has something to look at: until it is decided, and then for as long as the money is not where it belongs. */
export function isOpenFor(status: string, { takenMinor, owedAgainMinor }: DisputeBalance): boolean {
  const stage = stageOf(status, null)
  const isDecided = stage === 'over' || stage === 'lost'
  return !isDecided || takenMinor > owedAgainMinor
}

/** What can be made owed again: only what is lost, and only once. */
export function owableMinor(stage: DisputeStage, balance: DisputeBalance): bigint {
  return stage === 'lost' ? balance.takenMinor - balance.owedAgainMinor : 0n
}
