import type { Tx } from '#lib/db/transaction.ts'
import { stillNeeded } from '#lib/domain/money/attempt.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { attemptsOf } from '#lib/payments/attempts.ts'
import { queueForHelper } from '#lib/workflows/checkout/tell-helper.ts'

/** After money has come: tells of every voucher that asks for more than is still owed, once for each thing to be told. */
export async function tellOfVouchers(tx: Tx, loanId: string, now: Temporal.Instant): Promise<void> {
  const { outstandingMinor } = await readLoan(tx, loanId)
  for (const { paymentId, state, expiresAt, amountMinor, owedMinor } of await attemptsOf(
    tx,
    loanId,
  )) {
    const isPayable =
      state === 'processing' && expiresAt && Temporal.Instant.compare(expiresAt, now) > 0
    const { kind } = stillNeeded({ askedMinor: amountMinor, owedMinor }, outstandingMinor)
    if (!isPayable || kind === 'whole') continue
    const causeId = `${paymentId}:${kind}`
    const detail = { paymentId }
    await queueForBorrower(tx, { loanId, kind: 'voucher_not_needed', causeId, detail })
    await queueForHelper(tx, paymentId, { kind: 'voucher_not_needed_helper', causeId })
  }
}
