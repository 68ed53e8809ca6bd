import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { paymentChoices } from '#lib/domain/money/payment-choices.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { noteQuote } from '#lib/payments/note-quote.ts'
import { dayFromNow, loanRow } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { policy } from '#tests/support/policy.ts'

const zone = 'Asia/Colombo'

export const at = (day: Temporal.PlainDate, time: string) =>
  day.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant()

/** What settles a loan is shown to its borrower, as the page does that notes it; undefined when it shows nothing. */
export async function see(loan: GivenLoan, now = Temporal.Now.instant()) {
  const settle = await settlesNow(loan, now)
  const { lenderId, loanId, currency } = loan
  const { outstandingMinor } = await loanRow(loan)
  const seenBy = `borrower:${loan.borrowerId}`
  const of = { lenderId, loanId, currency, outstandingMinor }
  await noteQuote(database(), { loan: of, choice: settle, seenBy, now })
  return settle
}

/** What settles it now; undefined when nothing does. */
export async function settlesNow({ loanId }: GivenLoan, now: Temporal.Instant) {
  const record = await readLoan(database(), loanId)
  const terms = payTerms(record.lender, record.currency, { timeZone: zone, now })
  const settle = paymentChoices(record, terms).find(({ name }) => name === 'settle')
  if (!settle?.validUntil) return undefined
  const { amountMinor, rebateMinor, costReturnedMinor, validUntil } = settle
  return { amountMinor, rebateMinor, costReturnedMinor, validUntil }
}

export async function figureOf(loan: GivenLoan, now: Temporal.Instant) {
  const settle = await settlesNow(loan, now)
  if (!settle) throw new Error('nothing is said to settle the loan')
  return settle
}

/** A loan of which somebody has seen for how much it is settled, and another of which nobody has. */
export async function quoted(values: object = {}) {
  const lender = await givenLender({ policy: values })
  const installments = [
    [dayFromNow(30), 1_000_000n] as const,
    [dayFromNow(60), 1_000_000n] as const,
  ]
  const loan = await givenLoan(lender, installments)
  const other = await givenLoan(lender, installments)
  const settle = await see(loan)
  if (!settle) throw new Error('nothing is said to settle the loan')
  return { loan, other, ...settle }
}

/** Nothing is waived from now on. */
export async function changeRules({ lenderId }: GivenLoan): Promise<void> {
  const rules = { ...policy, settlement: { rebatePercent: 0, validDays: 0 } }
  await database()
    .updateTable('lenders')
    .set({ policy: JSON.stringify(rules) })
    .where('id', '=', lenderId)
    .execute()
}

/** As if it had been posted then. */
export function stamp(postingId: string, postedAt: Temporal.Instant): Promise<void> {
  return transaction(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await tx.updateTable('postings').set({ postedAt }).where('id', '=', postingId).execute()
  })
}
