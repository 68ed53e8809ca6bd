import type { Database } from '#lib/db/client.ts'
import { type Lender, lenderById } from '#lib/db/lenders.ts'
import { type Sender, senderOf, shownContacts } from '#lib/domain/identity/contact.ts'
import { isReference } from '#lib/domain/identity/reference.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { isStrangers } from '#lib/domain/notice-gate.ts'
import { portalUrl, typedAddress } from '#lib/http/portal-url.ts'
import { formatDayAndTime, writtenLocale } from '#lib/i18n/format.ts'
import { inLetter } from '#lib/i18n/in-language.ts'
import { writtenHours } from '#lib/i18n/opening-hours-text.ts'
import { translator } from '#lib/i18n/translator.ts'
import { blockListFacts } from './block-list-facts.ts'
import { buyerFacts } from './buyer-facts.ts'
import { disputeFacts } from './dispute-facts.ts'
import { loanFacts } from './loan-facts.ts'
import { bookFacts, moneyFacts } from './money-facts.ts'
import type { Facts } from './notice-facts.ts'
import { planFacts } from './plan-facts.ts'
import { promiseFacts } from './promise-facts.ts'
import type { ClaimedNotice } from './receiver.ts'
import { returnFacts } from './return-facts.ts'
import { unlockFacts } from './unlock-facts.ts'

/** `short` is for a text: its link is the short one, and written as one types it. */
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
    short: t(`${kind}.short`, { ...facts, url: shortAddress(facts) }),
    sender: senderOf(lender),
  }
}

// What has no reference of ours is found from the first page; whoever has no account is led by the code of their own page.
function shortAddress({ address, whose, reference = '', path }: Facts): string {
  if (whose === 'other') return `${address}${path?.startsWith('/bought/') ? path : ''}`
  return `${address}${isReference(reference) ? `/r/${reference}` : ''}`
}

async function factsOf(db: Database, notice: ClaimedNotice, lender: Lender): Promise<Facts> {
  const detail = notice.detail as Facts
  const { name, host, timeZone } = lender
  const now = Temporal.Now.instant()
  const staffedFrom = staffedTime(now, lender)
  const reader = { locale: writtenLocale(notice.locale), timeZone, now }
  const { call, email } = shownContacts(lender, now)
  const about = await factsAbout(
    db,
    {
      ...detail,
      ...(notice.kind.endsWith('_helper') && {
        side: notice.kind === 'receipt_helper' ? 'receipt' : 'page',
      }),
    },
    { locale: writtenLocale(notice.locale), timeZone },
  )
  return {
    lender: name,
    address: typedAddress(host),
    whose: isStrangers(notice.kind) ? 'other' : 'own',
    canCall: call ? 'yes' : 'no',
    helpPhone: call?.phone ?? '',
    helpHours: call ? writtenHours(call.hours, writtenLocale(notice.locale)) : '',
    helpEmail: email,
    isStaffed: staffedFrom.equals(now) ? 'yes' : 'no',
    staffedFrom: formatDayAndTime(staffedFrom, reader),
    // A letter is read later: what is so now is said with the moment.
    asOf: formatDayAndTime(now, reader),
    ...about,
    url: inLetter(`${portalUrl(host)}${about.path}`, {
      locale: notice.locale,
      lenderLocale: lender.locale,
    }),
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
  const { amountMinor, creditOf, bookOf, buyerCaseId, listingId } = detail
  if (listingId) return blockListFacts(db, listingId, { locale, timeZone, now })
  if (buyerCaseId) return buyerFacts(db, buyerCaseId)
  if (creditOf) return loanFacts(db, creditOf, { amountMinor, locale })
  if (bookOf) return bookFacts(db, bookOf, { amountMinor, locale, timeZone })
  if (detail.returnId) return returnFacts(db, detail, { locale, timeZone, now })
  if (unlockId) return unlockFacts(db, unlockId, locale, timeZone)
  return moneyFacts(db, detail, reader)
}
