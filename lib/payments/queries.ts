import type { Database } from '#lib/db/client.ts'
import { refundedByCurrency } from '#lib/db/refunded.ts'

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
    .innerJoin('payLinks', 'payLinks.deviceId', 'devices.id')
    .where('payLinks.id', '=', payLinkId)
    .where('payments.openedBy', '=', 'pay_link')
    .where('payments.id', '=', paymentId)
    .executeTakeFirst()
}

/** A payment by its unguessable id alone, for the way back from Stripe: status only, nothing about a person. */
export function paymentById(db: Database, lenderId: string, paymentId: string) {
  return withUnlock(db)
    .where('payments.lenderId', '=', lenderId)
    .where('payments.id', '=', paymentId)
    .executeTakeFirst()
}

/** All payments of a borrower in which something happened, newest first. */
export function paymentsOf(db: Database, borrowerId: string) {
  return db
    .selectFrom('payments')
    .innerJoin('loans', 'loans.id', 'payments.loanId')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .select([
      'payments.id',
      'payments.reference',
      'payments.state',
      'payments.askedMinor',
      'payments.paidMinor',
      'payments.currency',
      'payments.createdAt',
      'payments.paidAt',
      'payments.choice',
      'devices.id as deviceId',
      'devices.brand',
      'devices.model',
      'devices.nickname',
    ])
    .where('loans.borrowerId', '=', borrowerId)
    .orderBy('payments.createdAt', 'desc')
    .limit(100)
    .execute()
}

export type PaymentDetail = NonNullable<Awaited<ReturnType<typeof paymentOf>>>

function withUnlock(db: Database) {
  return db
    .selectFrom('payments')
    .innerJoin('loans', 'loans.id', 'payments.loanId')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .leftJoin('unlocks', 'unlocks.id', 'payments.unlockId')
    .selectAll('payments')
    .select([
      'loans.loanNumber',
      'loans.outstandingMinor',
      'loans.creditMinor',
      'devices.id as deviceId',
      'devices.brand',
      'devices.model',
      'devices.nickname',
      'devices.imei',
      'devices.lockState',
      'devices.returnedAt as phoneReturnedAt',
      'devices.lastSeenAt as deviceLastSeenAt',
      'devices.provider',
      'unlocks.state as unlockState',
      'unlocks.intent as unlockIntent',
      'unlocks.relockAt as unlockRelockAt',
      'unlocks.requestedAt as unlockRequestedAt',
      'unlocks.dispatchedAt as unlockDispatchedAt',
      'unlocks.acceptedAt as unlockAcceptedAt',
      'unlocks.confirmedAt as unlockConfirmedAt',
      'unlocks.relockedAt as unlockRelockedAt',
      'unlocks.deadlineAt as unlockDeadlineAt',
      'unlocks.lateAt as unlockLateAt',
      'unlocks.attempts as unlockAttempts',
      'unlocks.errorClass as unlockErrorClass',
      'unlocks.reference as unlockReference',
      'unlocks.stateAt as unlockStateAt',
    ])
    .select(refundedByCurrency.as('refunded'))
    .select((eb) =>
      eb
        .selectFrom('ledgerEntries')
        .select((sum) => sum.fn.sum<string>('amountMinor').as('total'))
        .whereRef('ledgerEntries.paymentId', '=', 'payments.id')
        .where('ledgerEntries.account', '=', 'apology_credit')
        .as('apologyMinor'),
    )
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('notices')
            .select('notices.id')
            .where('notices.kind', '=', 'receipt')
            .where('notices.causeId', '=', eb.cast<string>('payments.id', 'text'))
            .where('notices.failedAt', 'is not', null),
        )
        .$castTo<boolean>()
        .as('receiptFailed'),
    )
}
