import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { stillNeeded } from '#lib/domain/money/attempt.ts'
import { formatMoney, moneyOf } from '#lib/domain/money/money.ts'
import { counterLine, type VoucherDetails } from '#lib/domain/voucher/voucher-details.ts'
import {
  formatDayForTheRecord,
  formatForTheRecord,
  formatUntil,
  type Reader,
} from '#lib/i18n/format.ts'
import { paidOn } from '#lib/ledger/paid-on.ts'
import { setAsideMoney } from '#lib/ledger/set-aside-money.ts'
import { loanFacts } from './loan-facts.ts'
import type { Facts } from './notice-facts.ts'
import { openText } from './open-text.ts'
import { owedFacts } from './owed-facts.ts'

/** What the lender's book took back or told of. */
export async function bookFacts(
  db: Database,
  loanId: string,
  { amountMinor, ...reader }: { amountMinor: string | undefined; locale: string; timeZone: string },
): Promise<Facts & { path: string }> {
  const facts = await loanFacts(db, loanId, { amountMinor, locale: reader.locale })
  return { ...facts, ...(await owedFacts(db, loanId, { ...reader, now: Temporal.Now.instant() })) }
}

/** A payment, with what is owed where the loan is named. */
export async function moneyFacts(
  db: Database,
  { loanId, ...detail }: Facts,
  reader: { locale: string; timeZone: string },
): Promise<Facts & { path: string }> {
  const facts = await paymentFacts(db, { ...detail, ...reader })
  if (!loanId) return facts
  return { ...facts, ...(await owedFacts(db, loanId, { ...reader, now: Temporal.Now.instant() })) }
}

async function paymentFacts(
  db: Database,
  about: {
    paymentId?: string
    refundId?: string
    currency?: string
    /** What it is about, when it is not the whole payment. */
    amountMinor?: string
    /** How much more is owed because of it. */
    owedMinor?: string
    /** What whoever paid through a link is led to: the page of the payment, or its receipt. */
    side?: string
    /** Until when the phone is left open. */
    until?: string
    /** How money went back. */
    how?: string
    locale: string
    timeZone: string
  },
): Promise<Facts & { path: string }> {
  const payment = await db
    .selectFrom('payments')
    .innerJoin('loans', 'loans.id', 'payments.loanId')
    .innerJoin('devices', 'devices.loanId', 'payments.loanId')
    .leftJoin('payLinks', (join) =>
      join.onRef('payLinks.id', '=', 'payments.payLinkId').on('payLinks.revokedAt', 'is', null),
    )
    .select([
      'payLinks.code as linkCode',
      'payments.id',
      'payments.reference',
      'payments.askedMinor',
      'payments.paidMinor',
      'payments.currency',
      'payments.paidAt',
      'payments.state',
      'payments.expiresAt',
      'payments.method',
      sql<VoucherDetails | null>`payments.voucher`.as('voucher'),
      'payments.owedMinor',
      'loans.outstandingMinor',
      setAsideMoney.as('setAside'),
      paidOn.as('paidOn'),
      'devices.brand',
      'devices.model',
      'devices.lockState',
      'devices.otherLocks',
    ])
    .where('payments.id', '=', about.paymentId ?? '')
    .executeTakeFirstOrThrow()
  const refund = about.refundId
    ? await db
        .selectFrom('refunds')
        .select('amountMinor')
        .where('id', '=', about.refundId)
        .executeTakeFirst()
    : undefined
  const told = about.amountMinor ? BigInt(about.amountMinor) : refund?.amountMinor
  const { reference, brand, model, state } = payment
  const now = Temporal.Now.instant()
  const voucherUntil = state === 'processing' ? payment.expiresAt : null
  const came = state === 'set_aside' && payment.setAside ? moneyOf(payment.setAside) : undefined
  const amountMinor = told ?? came?.amountMinor ?? payment.paidMinor ?? payment.askedMinor
  const currency = about.currency ?? came?.currency ?? payment.currency
  return {
    reference,
    phone: `${brand} ${model}`,
    amount: formatMoney({ amountMinor, currency }, about.locale),
    owed: owedText(BigInt(about.owedMinor ?? amountMinor), currency, about.locale),
    paidOn: recordedOn(payment, { ...about, now }),
    isOpen: openText(payment),
    isLeftOpen: about.until ? 'yes' : 'no',
    left: 'unknown',
    until: about.until ? formatUntil(Temporal.Instant.from(about.until), { ...about, now }) : '',
    how: about.how ?? 'given_back',
    needed: neededText(payment, about.locale),
    isVoucher: voucherUntil ? 'yes' : 'no',
    method: payment.method ?? 'other',
    counter: (payment.voucher && counterLine(payment.method, payment.voucher)) ?? 'none',
    voucherUntil: voucherUntil ? formatUntil(voucherUntil, { ...about, now }) : '',
    path: about.side ? helpersPath(payment, about.side) : `/payments/${payment.id}`,
  }
}

type Paid = { paidAt: Temporal.Instant | null; paidOn: Temporal.PlainDate | null }

function recordedOn({ paidAt, paidOn }: Paid, reader: Reader): string {
  if (paidOn) return formatDayForTheRecord(paidOn, reader)
  return paidAt ? formatForTheRecord(paidAt, reader) : ''
}

function owedText(amountMinor: bigint, currency: string, locale: string): string {
  return amountMinor > 0n ? formatMoney({ amountMinor, currency }, locale) : 'none'
}

type Voucher = {
  askedMinor: bigint
  owedMinor: bigint | null
  outstandingMinor: bigint
  currency: string
}

function neededText({ currency, ...voucher }: Voucher, locale: string): string {
  const { kind, amountMinor } = stillNeeded(voucher, voucher.outstandingMinor)
  return kind === 'none' ? 'none' : formatMoney({ amountMinor, currency }, locale)
}

// The page of a link that was replaced meanwhile says only what became of the money.
function helpersPath({ id, linkCode }: { id: string; linkCode: string | null }, side: string) {
  if (!linkCode) return `/paid/${id}`
  return `/p/${linkCode}/payments/${id}${side === 'receipt' ? '/receipt' : ''}`
}
