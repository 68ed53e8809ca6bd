import type { Database } from '#lib/db/client.ts'
import { type Lender, lenderById } from '#lib/db/lenders.ts'
import { type Sender, senderOf, shownContacts } from '#lib/domain/identity/contact.ts'
import { isReference } from '#lib/domain/identity/reference.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { openingForHolder } from '#lib/domain/lock/opening.ts'
import { stillNeeded } from '#lib/domain/money/attempt.ts'
import { formatMoney, moneyOf } from '#lib/domain/money/money.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import {
  formatDayAndTime,
  formatForTheRecord,
  formatUntil,
  writtenLocale,
} from '#lib/i18n/format.ts'
import { writtenHours } from '#lib/i18n/opening-hours-text.ts'
import { translator } from '#lib/i18n/translator.ts'
import { setAsideMoney } from '#lib/ledger/set-aside-money.ts'
import { isServiceDown } from '#lib/lock-rules/service-down.ts'
import type { ClaimedNotice } from './claim-notice.ts'
import { disputeFacts } from './dispute-facts.ts'
import { goodwillFacts } from './goodwill-facts.ts'
import { loanFacts } from './loan-facts.ts'
import { owedFacts } from './owed-facts.ts'
import { planFacts } from './plan-facts.ts'
import { promiseFacts } from './promise-facts.ts'
import { returnFacts } from './return-facts.ts'

/** `short` is for a text: its link is the short one. */
type NoticeWords = { subject: string; text: string; short: string; sender: Sender }

/** The words of a notice, in its reader's language, from what is true at the moment it is sent. */
export async function composeNotice(db: Database, notice: ClaimedNotice): Promise<NoticeWords> {
  const lender = await lenderById(db, notice.lenderId)
  const facts = await factsOf(db, notice, lender)
  const t = translator(notice.locale, 'notices')
  const { kind } = notice
  return {
    subject: t(`${kind}.subject`, facts),
    text: `${t(`${kind}.text`, facts)}\n\n${t('footer', facts)}\n`,
    short: t(`${kind}.short`, { ...facts, url: shortLink(lender.host, facts) }),
    sender: senderOf(lender),
  }
}

// What has no reference of ours is found from the first page.
function shortLink(host: string, { reference = '' }: Facts): string {
  return `${portalUrl(host)}${isReference(reference) ? `/r/${reference}` : ''}`
}

type Facts = Record<string, string>

async function factsOf(db: Database, notice: ClaimedNotice, lender: Lender): Promise<Facts> {
  const detail = notice.detail as Facts
  const { name, host, timeZone } = lender
  const now = Temporal.Now.instant()
  const staffedFrom = staffedTime(now, lender)
  const { call, email } = shownContacts(lender, now)
  const isHelper = notice.kind.endsWith('_helper')
  const about = await factsAbout(
    db,
    { ...detail, ...(isHelper && { side: notice.kind === 'receipt_helper' ? 'receipt' : 'page' }) },
    { locale: writtenLocale(notice.locale), timeZone },
  )
  return {
    lender: name,
    canCall: call ? 'yes' : 'no',
    helpPhone: call?.phone ?? '',
    helpHours: call ? writtenHours(call.hours, writtenLocale(notice.locale)) : '',
    helpEmail: email,
    isStaffed: staffedFrom.equals(now) ? 'yes' : 'no',
    staffedFrom: formatDayAndTime(staffedFrom, {
      locale: writtenLocale(notice.locale),
      timeZone,
      now,
    }),
    ...about,
    url: `${portalUrl(host)}${about.path}`,
  }
}

// What the notice is about: a promise, a plan, a message, an unlock, else a payment.
function factsAbout(
  db: Database,
  { promiseId, planId, caseId, unlockId, ...detail }: Facts,
  reader: { locale: string; timeZone: string },
): Promise<Facts & { path: string }> {
  const { locale, timeZone } = reader
  const now = Temporal.Now.instant()
  if (promiseId) return promiseFacts(db, promiseId, { locale, timeZone, now })
  if (planId) {
    const plan = { planId, ...detail }
    return planFacts(db, plan, { locale, timeZone, now })
  }
  if (caseId) return disputeFacts(db, caseId, { locale, timeZone, now })
  const { amountMinor, creditOf, bookOf } = detail
  if (creditOf) return loanFacts(db, creditOf, { amountMinor, locale })
  if (bookOf) return bookFacts(db, bookOf, { amountMinor, locale, timeZone })
  if (detail.returnId) return returnFacts(db, detail, { locale, timeZone, now })
  if (unlockId) return unlockFacts(db, unlockId, locale, timeZone)
  return moneyFacts(db, detail, reader)
}

async function bookFacts(
  db: Database,
  loanId: string,
  { amountMinor, ...reader }: { amountMinor: string | undefined; locale: string; timeZone: string },
): Promise<Facts & { path: string }> {
  const facts = await loanFacts(db, loanId, { amountMinor, locale: reader.locale })
  return { ...facts, ...(await owedFacts(db, loanId, { ...reader, now: Temporal.Now.instant() })) }
}

async function moneyFacts(
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
    /** It goes back only once whoever paid has said where to. */
    isAwaited?: string
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
      'payments.owedMinor',
      'loans.outstandingMinor',
      setAsideMoney.as('setAside'),
      'devices.brand',
      'devices.model',
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
  const { reference, brand, model, paidAt, state } = payment
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
    paidOn: paidAt ? formatForTheRecord(paidAt, { ...about, now: Temporal.Now.instant() }) : '',
    isLeftOpen: about.until ? 'yes' : 'no',
    until: about.until ? formatUntil(Temporal.Instant.from(about.until), { ...about, now }) : '',
    isAwaited: about.isAwaited ?? 'no',
    needed: neededText(payment, about.locale),
    isVoucher: voucherUntil ? 'yes' : 'no',
    voucherUntil: voucherUntil ? formatUntil(voucherUntil, { ...about, now }) : '',
    path: about.side ? helpersPath(payment, about.side) : `/payments/${payment.id}`,
  }
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

async function unlockFacts(
  db: Database,
  unlockId: string,
  locale: string,
  timeZone: string,
): Promise<Facts & { path: string }> {
  const unlock = await db
    .selectFrom('unlocks')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .leftJoin('payments', 'payments.unlockId', 'unlocks.id')
    .select([
      'unlocks.reference',
      'unlocks.deviceId',
      'unlocks.relockAt',
      'unlocks.intent',
      'devices.brand',
      'devices.model',
      'devices.provider',
      'devices.lockState',
      'devices.otherLocks',
      'devices.lastSeenAt',
      'devices.handedBackAt',
      'payments.id as paymentId',
      'payments.reference as paymentReference',
    ])
    .select(isServiceDown.as('isServiceDown'))
    .where('unlocks.id', '=', unlockId)
    .orderBy('payments.createdAt', 'desc')
    .executeTakeFirstOrThrow()
  const { brand, model, intent, relockAt, deviceId } = unlock
  const { credited, ...goodwill } = await goodwillFacts(db, unlockId, locale)
  const paymentId = unlock.paymentId ?? credited?.id
  const byHand = isOpenedByHand(unlock.provider)
  const now = Temporal.Now.instant()
  const opening = openingForHolder({ ...unlock, isOpenedByHand: byHand }, now)
  return {
    // A payment has one reference, whatever came of it.
    reference: unlock.paymentReference ?? credited?.reference ?? unlock.reference,
    phone: `${brand} ${model}`,
    intent,
    byHand: byHand ? 'yes' : 'no',
    opening,
    ...goodwill,
    until: relockAt ? formatUntil(relockAt, { locale, timeZone, now }) : '',
    path: paymentId ? `/payments/${paymentId}` : `/phones/${deviceId}`,
  }
}
