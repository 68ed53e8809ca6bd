import { database } from '#lib/db/client.ts'
import { paymentChoices } from '#lib/domain/money/payment-choices.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { noteQuote } from '#lib/payments/note-quote.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { loanRow } from './given-payment.ts'

const zone = 'Asia/Colombo'

/** What settles a loan is shown to its borrower, as the page does that notes it; undefined when it shows nothing. */
export async function see(loan: GivenLoan, now = Temporal.Now.instant()) {
  const settle = settleOf(await choicesOf(loan, now))
  const { lenderId, loanId, currency } = loan
  const { outstandingMinor } = await loanRow(loan)
  const seenBy = `borrower:${loan.borrowerId}`
  const of = { lenderId, loanId, currency, outstandingMinor }
  await noteQuote(database(), { loan: of, choice: settle, seenBy, now })
  return settle
}

export async function choicesOf({ loanId }: GivenLoan, now: Temporal.Instant) {
  const record = await readLoan(database(), loanId)
  return paymentChoices(record, payTerms(record.lender, record.currency, { timeZone: zone, now }))
}

export function settleOf(choices: Awaited<ReturnType<typeof choicesOf>>) {
  const settle = choices.find(({ name }) => name === 'settle')
  if (!settle?.validUntil) return undefined
  const { amountMinor, rebateMinor, validUntil } = settle
  return { amountMinor, rebateMinor, validUntil }
}
