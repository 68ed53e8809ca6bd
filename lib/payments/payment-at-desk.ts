import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { paidOn } from '#lib/ledger/paid-on.ts'
import { refundCurrency } from '#lib/ledger/refunded.ts'
import { countsNoMore } from '#lib/lock-rules/went-back.ts'

/** A payment of this lender with its loan and phone; another's is not found. */
export function paymentAtDesk(db: Database, lenderId: string, paymentId: string) {
  return db
    .selectFrom('payments')
    .innerJoin('loans', 'loans.id', 'payments.loanId')
    .innerJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .leftJoin('devices', 'devices.loanId', 'loans.id')
    .leftJoin('unlocks', 'unlocks.id', 'payments.unlockId')
    .leftJoin('staff as taker', 'taker.id', 'payments.takenBy')
    .leftJoin('approvals', 'approvals.id', 'payments.approvalId')
    .leftJoin('staff as second', 'second.id', 'approvals.decidedBy')
    .select(['taker.name as takenByName', 'second.name as agreedByName'])
    .select(['payments.id', 'payments.reference', 'payments.state', 'payments.openedBy'])
    .select(['payments.askedMinor', 'payments.paidMinor', 'payments.rebateMinor'])
    .select(['payments.currency', 'payments.method', 'payments.officeReceipt', 'payments.choice'])
    .select(['payments.paidAt', 'payments.bookedAt', 'payments.createdAt', 'payments.reversedAt'])
    .select(['payments.processingAt', paidOn.as('paidOn')])
    .select(['payments.paymentIntentId', 'payments.checkoutSessionId', 'payments.setAsideReason'])
    .select(['payments.effect', 'payments.failure', 'payments.duplicateOf', 'payments.unlockId'])
    .select(['payments.loanId', 'loans.loanNumber', 'borrowers.name as borrowerName'])
    .select(['devices.brand', 'devices.model', 'devices.lockState', 'unlocks.state as unlockState'])
    .select(['devices.otherLocks', countsNoMore('payments').as('countsNoMore')])
    .select(['unlocks.errorClass as unlockErrorClass', 'unlocks.relockAt'])
    .select(['unlocks.stateAt as unlockStateAt', 'unlocks.requestedAt as unlockRequestedAt'])
    .select(['unlocks.supersededBy as unlockSupersededBy'])
    .where('payments.lenderId', '=', lenderId)
    .where('payments.id', '=', paymentId)
    .executeTakeFirst()
}

export type PaymentAtDesk = NonNullable<Awaited<ReturnType<typeof paymentAtDesk>>>

/** Every ledger entry of a payment, in the order of booking. */
export function entriesOfPayment(db: Database, paymentId: string) {
  return db
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select(['ledgerEntries.id', 'ledgerEntries.account', 'ledgerEntries.amountMinor'])
    .select(['ledgerEntries.currency', 'postings.cause', 'postings.causeId', 'postings.postedAt'])
    .where('ledgerEntries.paymentId', '=', paymentId)
    .orderBy('ledgerEntries.id')
    .execute()
}

export type PaymentEntry = Awaited<ReturnType<typeof entriesOfPayment>>[number]

/** Every refund of a payment, each in the currency of the money it gives back, the newest first. */
export function refundsOfPayment(db: Database, paymentId: string) {
  return db
    .selectFrom('refunds')
    .innerJoin('payments', 'payments.id', 'refunds.paymentId')
    .select(['refunds.id', 'refunds.amountMinor', 'refunds.state', 'refunds.reason'])
    .select(['refunds.note', 'refunds.requestedBy', 'refunds.actionDueAt'])
    .select(['refunds.createdAt', 'refunds.stateAt', refundCurrency.as('currency')])
    .select((eb) =>
      eb
        .selectFrom('approvals')
        .innerJoin('staff', 'staff.id', 'approvals.decidedBy')
        .select('staff.name')
        .whereRef('approvals.lenderId', '=', 'refunds.lenderId')
        .where('refunds.reason', '=', sql<string>`'approved:' || approvals.id`)
        .as('agreedByName'),
    )
    .where('refunds.paymentId', '=', paymentId)
    .orderBy('refunds.createdAt', 'desc')
    .execute()
}

/** What the provider told about a payment: events about its session, its intents, its refunds and its disputes. */
export function eventsOfPayment(db: Database, objectIds: readonly string[]) {
  if (objectIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('pspEvents')
    .select(['id', 'type', 'createdAt', 'receivedAt', 'outcome', 'reason'])
    .where('objectId', 'in', [...objectIds])
    .orderBy('createdAt', 'desc')
    .limit(100)
    .execute()
}

/** The names by which the provider's events speak of a payment. */
export function pspNamesOf(
  payment: Pick<PaymentAtDesk, 'paymentIntentId' | 'checkoutSessionId'>,
  entries: readonly PaymentEntry[],
): string[] {
  const causes = entries.map(({ causeId }) => causeId.split(':')[0] ?? causeId)
  const names = [payment.paymentIntentId, payment.checkoutSessionId, ...causes]
  return [...new Set(names.filter((name) => name !== null))].filter((name) => /^\w+_/.test(name))
}
