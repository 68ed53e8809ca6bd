import { randomBytes } from 'node:crypto'
import { writeJournal } from '#lib/db/journal.ts'
import { type LoanRecord, lockLoan } from '#lib/db/ledger.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type PartFault, partFault, partLimitOf, upToStep } from '#lib/domain/chargeable.ts'
import {
  amountLimits,
  type ChoiceName,
  type PayTerms,
  paymentChoices,
} from '#lib/domain/payment-choices.ts'
import { formatReference } from '#lib/domain/reference.ts'
import { payTerms } from '#lib/gateways/charge-limits.ts'
import { openableUntil } from './checkout-request.ts'

export type PaymentWish = {
  loanId: string
  actor: string
  openedBy: 'borrower' | 'pay_link'
  choice: ChoiceName
  /** Only for the choice `other`. */
  amountMinor: bigint | undefined
  /** What the person saw as owed; a change since then is shown again, not charged. */
  seenOutstandingMinor: bigint
  /** What the page asked for this choice: another day, or other rules, may ask for another amount by now. */
  seenAmountMinor?: bigint | undefined
  /** The person was told of another payment under way and goes on. */
  confirmAnother: boolean
  locale: 'en' | 'es' | 'ar'
  receiptEmail: string | null
  now: Temporal.Instant
}

export type OpenPaymentRefusal =
  | { refusal: 'nothing_owed' | 'changed_since' | 'not_offered' }
  | { refusal: PartFault; limitMinor: bigint }
  | { refusal: 'another_open'; amountMinor: bigint; openedAt: Temporal.Instant; clearing: boolean }

export type PaymentOpened = {
  paymentId: string
  /** Set when this very payment is already waiting at Stripe: go there. */
  checkoutUrl: string | null
  /** An older attempt that must be closed at Stripe before a new one is made. */
  replaces: { paymentId: string; checkoutSessionId: string | null } | undefined
}

/**
 * Writes the payment before anybody asks Stripe for money. At most one attempt is open per loan:
 * asking the same twice gives the same attempt, asking otherwise tells of the one under way first.
 */
export async function openPayment(
  tx: Tx,
  wish: PaymentWish,
): Promise<PaymentOpened | OpenPaymentRefusal> {
  const loan = await lockLoan(tx, wish.loanId)
  const priced = priceOf(loan, wish)
  if ('refusal' in priced) return priced
  const rivals = await attemptsUnderWay(tx, wish.loanId)
  const open = rivals.find((rival) => rival.state !== 'processing')
  if (open && !isStale(open, wish.now) && isSame(open, wish, priced))
    return { paymentId: open.id, checkoutUrl: open.checkoutUrl, replaces: undefined }
  const rival = rivals.find((one) => !isStale(one, wish.now))
  if (rival && !wish.confirmAnother) {
    const { askedMinor: amountMinor, createdAt: openedAt, state } = rival
    return { refusal: 'another_open', amountMinor, openedAt, clearing: state === 'processing' }
  }
  if (open) {
    return {
      paymentId: '',
      checkoutUrl: null,
      replaces: { paymentId: open.id, checkoutSessionId: open.checkoutSessionId },
    }
  }
  return {
    paymentId: await insertPayment(tx, loan, wish, priced),
    checkoutUrl: null,
    replaces: undefined,
  }
}

type Priced = { askedMinor: bigint; rebateMinor: bigint }

function priceOf(loan: LoanRecord, wish: PaymentWish): Priced | OpenPaymentRefusal {
  const { lender, currency, outstandingMinor } = loan
  if (outstandingMinor === 0n) return { refusal: 'nothing_owed' }
  if (outstandingMinor !== wish.seenOutstandingMinor) return { refusal: 'changed_since' }
  const terms = payTerms(lender, currency, { timeZone: lender.timeZone, now: wish.now })
  if (wish.choice === 'other') return priceOfOther(loan, wish.amountMinor ?? 0n, terms)
  const choice = paymentChoices(loan, terms).find((one) => one.name === wish.choice)
  if (!choice) return { refusal: 'not_offered' }
  const { seenAmountMinor = choice.amountMinor } = wish
  if (choice.amountMinor !== seenAmountMinor) return { refusal: 'changed_since' }
  return { askedMinor: choice.amountMinor, rebateMinor: choice.rebateMinor }
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
  if (!fault) return { askedMinor, rebateMinor: 0n }
  return { refusal: fault, limitMinor: partLimitOf(fault, limits) }
}

function attemptsUnderWay(tx: Tx, loanId: string) {
  return tx
    .selectFrom('payments')
    .select([
      'id',
      'state',
      'choice',
      'askedMinor',
      'openedBy',
      'checkoutUrl',
      'checkoutSessionId',
      'createdAt',
      'expiresAt',
    ])
    .where('loanId', '=', loanId)
    .where('state', 'in', ['opening', 'open', 'processing'])
    .orderBy('createdAt', 'desc')
    .execute()
}

type Attempt = Awaited<ReturnType<typeof attemptsUnderWay>>[number]

function isSame(
  { openedBy, choice, askedMinor }: Attempt,
  wish: PaymentWish,
  priced: Priced,
): boolean {
  return openedBy === wish.openedBy && choice === wish.choice && askedMinor === priced.askedMinor
}

// Nobody can pay these any more: their page has closed, or Stripe never gave one and would refuse by now.
function isStale({ state, createdAt, expiresAt }: Attempt, now: Temporal.Instant): boolean {
  if (state === 'processing') return false
  const endsAt = state === 'opening' ? openableUntil(createdAt) : (expiresAt ?? now)
  return Temporal.Instant.compare(endsAt, now) <= 0
}

async function insertPayment(
  tx: Tx,
  loan: LoanRecord,
  wish: PaymentWish,
  priced: Priced,
): Promise<string> {
  const { loanId, openedBy, choice, locale, receiptEmail, now } = wish
  const reference = formatReference(randomBytes(8))
  const { id } = await tx
    .insertInto('payments')
    .values({
      lenderId: loan.lender.id,
      loanId,
      openedBy,
      choice,
      locale,
      receiptEmail,
      reference,
      ...priced,
      owedMinor: loan.outstandingMinor,
      currency: loan.currency,
      createdAt: now,
      stateAt: now,
      nextCheckAt: now.add({ minutes: 1 }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeJournal(tx, {
    lenderId: loan.lender.id,
    actor: wish.actor,
    action: 'payment.opened',
    subject: 'payment',
    subjectId: id,
    detail: { choice, askedMinor: String(priced.askedMinor), currency: loan.currency },
  })
  return id
}
