import { readerOf } from '#app/reader.ts'
import { CallLink, MailLink } from '#components/page/contact-links.tsx'
import { Banner } from '#components/ui/banner.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import { shownContacts } from '#lib/domain/identity/contact.ts'
import { formatMoment, formatTime } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

// The last year that a calendar of four digits can show: the address may say anything.
const furthestMs = Date.UTC(9999, 0)

/** Says when to try again after too many attempts. `until` is in epoch milliseconds, as text. */
export async function Limited({ lender, until }: { lender: Lender; until: string | undefined }) {
  const t = await getTranslations('sign-in')
  const untilMs = Number(until)
  if (!Number.isSafeInteger(untilMs) || untilMs <= 0 || untilMs > furthestMs) return null
  const { call, email } = shownContacts(lender, Temporal.Now.instant())
  // The minute shown must not be one in which it is still too early.
  const at = Temporal.Instant.fromEpochMilliseconds(untilMs).add({ seconds: 59 })
  const reader = await readerOf(lender)
  const isSoon = Temporal.Instant.compare(at, reader.now.add({ hours: 12 })) < 0
  const time = isSoon ? formatTime(at, reader) : formatMoment(at, reader)
  return (
    <Banner tone="bad" title={t('limited.title')}>
      <p>{t('limited.text', { time })}</p>
      <p>
        {call
          ? t.rich('limited.meanwhile', { phone: () => <CallLink phone={call.phone} /> })
          : t.rich('limited.meanwhile_mail', { mail: () => <MailLink email={email} /> })}
      </p>
    </Banner>
  )
}
