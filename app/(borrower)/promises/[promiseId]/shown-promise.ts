import type { RemindedBy } from '#lib/domain/identity/contact.ts'
import type { LockReason } from '#lib/domain/lock/lock-reason.ts'
import type { Opening } from '#lib/domain/lock/opening.ts'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import type { PayTerms } from '#lib/domain/money/payment-choices.ts'
import type { Reader } from '#lib/i18n/format.ts'
import type { Phone } from '#lib/loans/phone.ts'
import type { OnItsWay, PromiseDetail } from '#lib/promises/queries.ts'

/** A promise with its phone, what was paid towards it so far, and what is on its way. */
export type ShownPromise = {
  promise: PromiseDetail
  phone: Phone
  paidMinor: bigint
  clearing: OnItsWay | undefined
  arrears: LoanArrears
  reason: LockReason
  opening: Opening
  /** Until when the promise, or anything for longer, leaves the phone open. */
  openUntil: Temporal.Instant
  /** By what it can be paid. */
  terms: PayTerms
  reach: RemindedBy
  reader: Reader
}
