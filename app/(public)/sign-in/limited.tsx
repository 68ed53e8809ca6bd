import { CallLink, MailLink } from '#components/page/contact-links.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import { shownContacts } from '#lib/domain/identity/contact.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { writtenUntil } from './until.ts'

/** Says when to try again after too many attempts. `until` is in epoch milliseconds, as text. */
export async function Limited({ lender, until }: { lender: Lender; until: string | undefined }) {
  const t = await getTranslations('sign-in')
  const time = await writtenUntil(until, lender)
  if (!time) return null
  const { call, email } = shownContacts(lender, Temporal.Now.instant())
  return (
    <Banner tone="bad" title={t('limited.title')}>
      <p>{t('limited.text', { time })}</p>
      <p>
        {call
          ? t.rich('limited.meanwhile', { phone: () => <CallLink phone={call.phone} /> })
          : t.rich('limited.meanwhile_mail', { mail: () => <MailLink email={email} /> })}
      </p>
      <p>
        {t.rich('limited.to_pay', {
          scan: (text) => (
            <TextLink href="/scan" className="inline-flex min-h-6 font-semibold text-ink">
              {text}
            </TextLink>
          ),
        })}
      </p>
    </Banner>
  )
}
