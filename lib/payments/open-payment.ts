import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { formatReference } from '#lib/domain/identity/reference.ts'
import type { Language } from '#lib/domain/languages.ts'
import { isOver, isUnfinished, type Rival, rivalOf } from '#lib/domain/money/attempt.ts'
import { type PartFault, partFault, partLimitOf, upToStep } from '#lib/domain/money/chargeable.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { type Said, saidOf } from '#lib/domain/money/paid-for.ts'
import {
  amountLimits,
  type ChoiceName,
  ownAmount,
  type PaymentChoice,
  type PayTerms,
  paymentChoices,
} from '#lib/domain/money/payment-choices.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { attemptsOf, type UnderWay } from './attempts.ts'
import { noteSent } from './follow-payment.ts'
import { limitPages } from './limit-pages.ts'
import { isLinkValid } from './links/is-link-valid.ts'

export type PaymentWish = {
  loanId: string
  actor: string
  /** The pay link that it is opened from; null: the borrower opens it. */
  payLinkId: string | null
  choice: ChoiceName
  /** Only for the choice `other`. */
  amountMinor: bigint | undefined
  /** What the person saw as owed; a change since then is shown again, not charged. */
  seenOutstandingMinor: bigint
  /** What the page asked for this choice: another day, or other rules, may ask for another amount by now. */
  seenAmountMinor?: bigint | undefined
  /** The day of the page, where the lender is. */
  seenOn?: Temporal.PlainDate | undefined
  /** The person was told that somebody else is paying, or that a payment is clearing, and goes on. */
  confirmAnother: boolean
  /** Their own unfinished attempt stays where this one would take its place: it was begun after this. */
  yields?: boolean
  locale: Language
  receiptEmail: string | null
  now: Temporal.Instant
}

export type OpenPaymentRefusal =
  | { refusal: 'nothing_owed' | 'changed_since' | 'not_offered' }
  | { refusal: PartFault; limitMinor: bigint }
  | { refusal: 'another_open'; amountMinor: bigint; openedAt: Temporal.Instant; clearing: boolean }
  /** The borrower is paying, or too many pages were opened: not before then. */
  | { refusal: 'borrower_first' | 'limited'; retryAt: Temporal.Instant }

type PaymentOpened =
  /** With its address when this very payment is already waiting at the provider: go there. */
  | { paymentId: string; checkoutUrl: string | null }
  /** An older attempt that must be closed at the provider before a new one is made. */
  | { replaces: { paymentId: string } }

/**
 * Writes the payment before anybody asks the provider for money. At most one attempt is open per loan: asking the same twice
 * gives the same attempt, asking otherwise takes the place of one's own, and is told of anybody else's first.
 */
export async function openPayment(
  tx: Tx,
  wish: PaymentWish,
): Promise<PaymentOpened | OpenPaymentRefusal> {
  const loan = await lockLoan(tx, wish.loanId)
  if (wish.payLinkId && !(await isLinkValid(tx, wish.payLinkId, wish.now)))
    return { refusal: 'changed_since' }
  const price = priceOf(loan, wish)
  if ('refusal' in price) return price
  const attempts = await attemptsOf(tx, wish.loanId)
  const open = attempts.find(isUnfinished)
  if (open && !isOver(open, wish.now) && isSame(open, wish, price)) return sentAgain(tx, open, wish)
  const refused = refusedFor(rivalOf(attempts, wish.payLinkId, wish.now), wish)
  if (refused) return refused
  const limited = await limitPages(tx, wish)
  if (limited) return limited
  return open
    ? { replaces: { paymentId: open.paymentId } }
    : { paymentId: await insertPayment(tx, loan, wish, price), checkoutUrl: null }
}

function refusedFor(rival: Rival | undefined, wish: PaymentWish): OpenPaymentRefusal | undefined {
  if (!rival) return undefined
  if (rival.kind === 'borrower_first') return { refusal: rival.kind, retryAt: rival.untilAt }
  const isTold = rival.kind === 'own' ? !wish.yields : wish.confirmAnother
  if (isTold) return undefined
  const { amountMinor, startedAt: openedAt } = rival.attempt
  return {
    refusal: 'another_open',
    amountMinor,
    openedAt,
    clearing: ['clearing', 'voucher', 'voucher_over'].includes(rival.kind),
  }
}

async function sentAgain(
  tx: Tx,
  { paymentId, checkoutUrl }: UnderWay,
  { now }: PaymentWish,
): Promise<PaymentOpened> {
  if (checkoutUrl) await noteSent(tx, paymentId, now)
  return { paymentId, checkoutUrl }
}

type Price = { askedMinor: bigint; rebateMinor: bigint; owedMinor: bigint }
type Priced = Price & { said: Said | undefined }

function priceOf(loan: LoanRecord, wish: PaymentWish): Priced | OpenPaymentRefusal {
  const { lender, currency, outstandingMinor } = loan
  if (outstandingMinor === 0n) return { refusal: 'nothing_owed' }
  if (outstandingMinor !== wish.seenOutstandingMinor) return { refusal: 'changed_since' }
  const terms = payTerms(lender, currency, { timeZone: lender.timeZone, now: wish.now })
  if (isOtherOverdue(loan, wish, terms)) return { refusal: 'changed_since' }
  if (wish.choice === 'other') return priceOfOther(loan, wish.amountMinor ?? 0n, terms)
  const choice = paymentChoices(loan, terms).find((one) => one.name === wish.choice)
  if (!choice) return { refusal: 'not_offered' }
  const { seenAmountMinor = choice.amountMinor } = wish
  if (choice.amountMinor !== seenAmountMinor) return { refusal: 'changed_since' }
  return priced(loan, choice, terms)
}

function priced(
  loan: LoanRecord,
  { amountMinor, rebateMinor, costReturnedMinor }: Omit<PaymentChoice, 'name'>,
  terms: PayTerms,
): Priced {
  const awayMinor = rebateMinor + costReturnedMinor
  const said = saidOf(loan, { amountMinor, ...(awayMinor > 0n && { awayMinor }) }, terms)
  const owedMinor = loan.outstandingMinor - costReturnedMinor
  return { askedMinor: amountMinor, rebateMinor, owedMinor, said }
}

// Over midnight something more may be overdue: whatever was chosen, the page is shown again.
function isOtherOverdue(loan: LoanRecord, { seenOn }: PaymentWish, { timeZone, now }: PayTerms) {
  if (!seenOn) return false
  const overdueOn = (day: Temporal.PlainDate) =>
    arrearsOf(loan.schedule, loan.outstandingMinor, day).arrearsMinor
  return overdueOn(seenOn) !== overdueOn(dayAt(now, timeZone))
}

function priceOfOther(
  loan: LoanRecord,
  typedMinor: bigint,
  terms: PayTerms,
): Priced | OpenPaymentRefusal {
  const limits = amountLimits(loan, terms)
  if (!limits || !terms.charge) return { refusal: 'not_offered' }
  const askedMinor = upToStep(typedMinor, terms.charge)
  const fault = partFault(askedMinor, limits)
  if (fault) return { refusal: fault, limitMinor: partLimitOf(fault, limits) }
  return priced(loan, ownAmount(loan, askedMinor, terms), terms)
}

function isSame(open: UnderWay, wish: PaymentWish, { askedMinor }: Priced): boolean {
  return (
    open.payLinkId === wish.payLinkId &&
    open.choice === wish.choice &&
    open.amountMinor === askedMinor
  )
}

async function insertPayment(
  tx: Tx,
  loan: LoanRecord,
  wish: PaymentWish,
  { said, ...price }: Priced,
): Promise<string> {
  const { loanId, payLinkId, choice, locale, receiptEmail, now } = wish
  const reference = formatReference(randomBytes(8))
  const { id } = await tx
    .insertInto('payments')
    .values({
      lenderId: loan.lender.id,
      loanId,
      payLinkId,
      openedBy: payLinkId === null ? 'borrower' : 'pay_link',
      choice,
      locale,
      receiptEmail,
      reference,
      ...price,
      saidEffect: said?.effect ?? null,
      saidUntil: said?.until ?? null,
      currency: loan.currency,
      createdAt: now,
      stateAt: now,
      nextCheckAt: now.add({ minutes: 1 }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeAuditLog(tx, {
    lenderId: loan.lender.id,
    actor: wish.actor,
    action: 'payment.opened',
    subject: 'payment',
    subjectId: id,
    detail: { choice, askedMinor: String(price.askedMinor), currency: loan.currency },
  })
  return id
}
