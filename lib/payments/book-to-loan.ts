import type { Tx } from '#lib/db/transaction.ts'
import { type Effect, effectOf } from '#lib/domain/lock/effect.ts'
import type { CaptureSplit } from '#lib/domain/money/capture-split.ts'
import type { LedgerAccount } from '#lib/domain/money/ledger-accounts.ts'
import { effectPaidFor, type Said } from '#lib/domain/money/paid-for.ts'
import { type LoanRecord, post } from '#lib/ledger/ledger.ts'

type LoanMoney = {
  paymentId: string
  cause: 'capture' | 'cash' | 'set_aside_booked' | 'dispute_won_back'
  causeId: string
  /** Where the money lies. */
  from: Extract<LedgerAccount, 'psp_clearing' | 'cash' | 'suspense' | 'disputes'>
  receivedMinor: bigint
  split: CaptureSplit
  /** What its payer was told that it opens, when that binds. */
  said?: Said | undefined
  now: Temporal.Instant
}

export type Booked = { isNew: boolean; effect: Effect }

/**
 * Books money to a loan whose row is locked: what is owed first, the rest to the borrower's credit. What others have paid
 * meanwhile waits in `suspense` for its way back.
 * Says what that does to the lock, judged by the ledger before it, and no less than its payer was told.
 */
export async function bookToLoan(tx: Tx, loan: LoanRecord, money: LoanMoney): Promise<Booked> {
  const { paymentId, cause, causeId, from, receivedMinor, split, said, now } = money
  const { lender } = loan
  const isNew = await post(tx, {
    lenderId: lender.id,
    cause,
    causeId,
    currency: loan.currency,
    loanId: loan.loanId,
    paymentId,
    entries: [
      { account: from, amountMinor: receivedMinor },
      { account: 'settlement_rebate', amountMinor: split.rebateMinor },
      { account: 'loan_receivable', amountMinor: -(split.loanMinor + split.rebateMinor) },
      { account: 'borrower_credit', amountMinor: -split.creditMinor },
      { account: 'suspense', amountMinor: -split.excessMinor },
    ],
  })
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now }
  const byBalance = effectOf(loan, split.loanMinor, clock, split.rebateMinor)
  return { isNew, effect: loan.handedBackAt ? byBalance : effectPaidFor(byBalance, said, clock) }
}
