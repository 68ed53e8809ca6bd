import type { Database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { env } from '#lib/env.ts'
import { translator } from '#lib/words/translator.ts'
import type { ClaimedNotice } from './claim-notice.ts'

export type NoticeWords = { subject: string; text: string; short: string }

/** The words of a notice, in its reader's language, from what is true at the moment it is sent. */
export async function composeNotice(db: Database, notice: ClaimedNotice): Promise<NoticeWords> {
  const facts = await factsOf(db, notice)
  const t = translator(notice.locale)
  const key = `notices.${notice.kind}`
  return {
    subject: t(`${key}.subject`, facts),
    text: `${t(`${key}.text`, facts)}\n\n${t('notices.footer', facts)}\n`,
    short: t(`${key}.short`, facts),
  }
}

type Facts = Record<string, string>

async function factsOf(db: Database, notice: ClaimedNotice): Promise<Facts> {
  const detail = notice.detail as Facts
  const lender = await db
    .selectFrom('lenders')
    .select(['name', 'host', 'timeZone', 'helpPhone', 'helpHours', 'helpEmail'])
    .where('id', '=', notice.lenderId)
    .executeTakeFirstOrThrow()
  const { name, host, timeZone, helpPhone, helpHours, helpEmail } = lender
  const about = detail.unlockId
    ? await unlockFacts(db, detail.unlockId, notice.locale, timeZone)
    : await paymentFacts(db, { ...detail, locale: notice.locale, timeZone })
  const url = new URL(env().PORTAL_URL)
  url.hostname = host
  return {
    lender: name,
    helpPhone,
    helpHours,
    helpEmail,
    ...about,
    url: `${url.origin}${about.path}`,
  }
}

async function paymentFacts(
  db: Database,
  about: { paymentId?: string; refundId?: string; locale: string; timeZone: string },
): Promise<Facts & { path: string }> {
  const payment = await db
    .selectFrom('payments')
    .innerJoin('devices', 'devices.loanId', 'payments.loanId')
    .select([
      'payments.id',
      'payments.reference',
      'payments.askedMinor',
      'payments.paidMinor',
      'payments.currency',
      'payments.paidAt',
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
  const amountMinor = refund?.amountMinor ?? payment.paidMinor ?? payment.askedMinor
  const { reference, brand, model, currency, paidAt } = payment
  return {
    reference,
    phone: `${brand} ${model}`,
    amount: formatMoney({ amountMinor, currency }, about.locale),
    paidOn: paidAt ? dateText(paidAt, about) : '',
    path: `/payments/${payment.id}`,
  }
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
      'payments.id as paymentId',
    ])
    .where('unlocks.id', '=', unlockId)
    .executeTakeFirstOrThrow()
  const { reference, brand, model, intent, relockAt, paymentId, deviceId } = unlock
  return {
    reference,
    phone: `${brand} ${model}`,
    intent,
    until: relockAt ? dateText(relockAt, { locale, timeZone }) : '',
    path: paymentId ? `/payments/${paymentId}` : `/phones/${deviceId}`,
  }
}

function dateText(
  at: Temporal.Instant,
  { locale, timeZone }: { locale: string; timeZone: string },
): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(at.epochMilliseconds)
}
