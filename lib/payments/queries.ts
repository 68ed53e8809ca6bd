import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { VoucherDetails } from '#lib/domain/voucher/voucher-details.ts'
import {
  claimOfBank,
  hasDisputedMoney,
  isDisputeLost,
  owedAgainMinor,
  owedMoreMinor,
} from '#lib/ledger/disputed-money.ts'
import { paidOn } from '#lib/ledger/paid-on.ts'
import { awaitingPayer, refundedByCurrency } from '#lib/ledger/refunded.ts'
import { setAsideMoney } from '#lib/ledger/set-aside-money.ts'
import { saidOpenAt } from '#lib/lock-rules/said-open.ts'
import { isServiceDown } from '#lib/lock-rules/service-down.ts'
import { countsNoMore } from '#lib/lock-rules/went-back.ts'

/** A payment of this borrower; another's is not found. */
export function paymentOf(db: Database, borrowerId: string, paymentId: string) {
  return withUnlock(db)
    .where('loans.borrowerId', '=', borrowerId)
    .where('payments.id', '=', paymentId)
    .executeTakeFirst()
}

/** A payment opened from this pay link; any other is not found. */
export function paymentOfLink(db: Database, payLinkId: string, paymentId: string) {
  return withUnlock(db)
    .where('payments.payLinkId', '=', payLinkId)
    .where('payments.id', '=', paymentId)
    .executeTakeFirst()
}

/**
 * A payment by its unguessable id alone, for the way back from the provider: status only, nothing about a person.
 * `linkCode`: of the link that opened it, while that stands.
 */
export function paymentById(db: Database, lenderId: string, paymentId: string) {
  return withUnlock(db)
    .leftJoin('payLinks', (join) =>
      join.onRef('payLinks.id', '=', 'payments.payLinkId').on('payLinks.revokedAt', 'is', null),
    )
    .select('payLinks.code as linkCode')
    .where('payments.lenderId', '=', lenderId)
    .where('payments.id', '=', paymentId)
    .executeTakeFirst()
}

/** All payments of a borrower, the newest first by the day that stands beside each, and those of a pay link from which money came or may have come. */
export function paymentsOf(db: Database, borrowerId: string) {
  return db
    .selectFrom('payments')
    .innerJoin('loans', 'loans.id', 'payments.loanId')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .select([
      'payments.id',
      'payments.reference',
      'payments.payLinkId',
      'payments.state',
      'payments.failure',
      'payments.askedMinor',
      'payments.paidMinor',
      'payments.currency',
      'payments.createdAt',
      'payments.paidAt',
      'payments.checkoutReturnedAt',
      'payments.choice',
      'payments.reversedAt',
      'payments.expiresAt',
      refundedByCurrency.as('refunded'),
      awaitingPayer.as('awaitingPayer'),
      setAsideMoney.as('setAside'),
      claimOfBank.as('claimOfBank'),
      'payments.owedMinor',
      'loans.outstandingMinor',
      'devices.id as deviceId',
      'devices.brand',
      'devices.model',
      'devices.nickname',
    ])
    .where('loans.borrowerId', '=', borrowerId)
    .where(isHersToSee)
    .orderBy((eb) => eb.fn.coalesce('payments.paidAt', 'payments.createdAt'), 'desc')
    .orderBy('payments.id', 'desc')
    .limit(100)
    .execute()
}

// Whoever has the link can begin as many as they like: what never became money is none of the borrower's.
const isHersToSee = sql<boolean>`(
  payments.opened_by <> 'pay_link'
  or payments.state in ('processing', 'paid', 'set_aside')
  or (payments.state in ('opening', 'open') and payments.checkout_returned_at is not null))`

export type PaymentDetail = NonNullable<Awaited<ReturnType<typeof paymentOf>>>

function withUnlock(db: Database) {
  return db
    .selectFrom('payments')
    .innerJoin('loans', 'loans.id', 'payments.loanId')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .leftJoin('unlocks', 'unlocks.id', 'payments.unlockId')
    .select(['payments.id', 'payments.reference', 'payments.state', 'payments.payLinkId'])
    .select(['payments.askedMinor', 'payments.paidMinor', 'payments.currency', 'payments.method'])
    .select([
      'payments.createdAt',
      'payments.paidAt',
      'payments.bookedAt',
      'payments.checkoutReturnedAt',
    ])
    .select(['payments.reversedAt', 'payments.effect', 'payments.failure', 'payments.duplicateOf'])
    .select('payments.saidEffect')
    .select([ownReceiptEmail.as('receiptEmail'), helperHasReceipt.as('helperHasReceipt')])
    .select(['payments.checkoutUrl', 'payments.checkoutSessionId'])
    .select(sql<VoucherDetails | null>`payments.voucher`.as('voucher'))
    .select(['payments.expiresAt', 'payments.owedMinor', 'loans.outstandingMinor'])
    .select(['payments.unlockId', 'devices.imei'])
    .select(['loans.loanNumber', 'devices.id as deviceId', 'devices.brand', 'devices.model'])
    .select(['devices.nickname', 'devices.lockState', 'devices.provider'])
    .select(['devices.otherLocks', isServiceDown.as('isServiceDown')])
    .select([saidOpenAt.as('saidOpenAt'), paidOn.as('paidOn')])
    .select(['devices.handedBackAt', 'devices.lastSeenAt as deviceLastSeenAt'])
    .select(['unlocks.state as unlockState', 'unlocks.intent as unlockIntent'])
    .select(['unlocks.relockAt as unlockRelockAt', 'unlocks.requestedAt as unlockRequestedAt'])
    .select(['unlocks.acceptedAt as unlockAcceptedAt', 'unlocks.confirmedAt as unlockConfirmedAt'])
    .select([lockedAfter.as('unlockRelockedAt'), 'unlocks.deadlineAt as unlockDeadlineAt'])
    .select(['unlocks.lateAt as unlockLateAt', 'unlocks.errorClass as unlockErrorClass'])
    .select('unlocks.reference as unlockReference')
    .select([refundedByCurrency.as('refunded'), awaitingPayer.as('awaitingPayer')])
    .select(goodwillCreditMinor.as('goodwillCreditMinor'))
    .select([setAsideMoney.as('setAside'), inFavourMinor.as('inFavourMinor')])
    .select([owedAgainMinor.as('owedAgainMinor'), hasDisputedMoney.as('isDisputed')])
    .select([owedMoreMinor.as('owedMoreMinor'), isDisputeLost.as('isDisputeLost')])
    .select([receiptFailed.as('receiptFailed'), hasGoneBack.as('hasGoneBack')])
}

// Noted at the unlock that is the newest then. A later one, for less time, may have locked what this one opened.
const lockedAfter = sql<Temporal.Instant | null>`coalesce(unlocks.relocked_at, (
  select min(said.observed_at) from device_evidence as said
   where said.device_id = unlocks.device_id and said.actual = 'locked' and not said.is_from_future
     and said.observed_at > unlocks.confirmed_at))`

// It counted for the loan, and nothing of it does any more. Of what was paid twice nothing ever did.
const hasGoneBack = sql<boolean>`(
  payments.booked_at is not null and payments.duplicate_of is null and ${countsNoMore('payments')})`

const goodwillCreditMinor = sql<string | null>`(
  select sum(goodwill.amount_minor) from ledger_entries as goodwill
   where goodwill.payment_id = payments.id and goodwill.account = 'goodwill_credit')`

const inFavourMinor = sql<string | null>`(
  select -sum(kept.amount_minor) from ledger_entries as kept
   where kept.payment_id = payments.id and kept.account = 'borrower_credit')`

// A helper's address is for their receipt alone: no page shows it.
const ownReceiptEmail = sql<string | null>`(
  case when payments.pay_link_id is null then payments.receipt_email end)`

const helperHasReceipt = sql<boolean>`exists (
  select from notices
   where notices.kind = 'receipt_helper' and notices.cause_id = payments.id::text
     and notices.failed_at is null)`

const receiptFailed = sql<boolean>`exists (
  select from notices
   where notices.kind = 'receipt' and notices.cause_id = payments.id::text
     and notices.failed_at is not null)`
