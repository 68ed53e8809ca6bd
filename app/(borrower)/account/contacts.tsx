import { CallLink, MailLink } from '#components/page/contact-links.tsx'
import { Card } from '#components/ui/card.tsx'
import type { OwnContacts } from '#lib/accounts/own-contacts.ts'
import { type ContactHolder, shownContacts } from '#lib/domain/identity/contact.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** Where codes and letters go. Only a person changes it: an open visit is no proof for taking over an account. */
export async function Contacts({ own, lender }: { own: OwnContacts; lender: ContactHolder }) {
  const t = await getTranslations('account')
  const { call, email } = shownContacts(lender, Temporal.Now.instant())
  const lines = [
    ['email', own.email ?? t('contacts.no_email')],
    ['texts', textsOf(own) ?? t(own.sendsTexts ? 'contacts.no_number' : 'contacts.no_texts')],
  ] as const
  return (
    <Card>
      <h2>{t('contacts.title')}</h2>
      <dl className="flex flex-col gap-3">
        {lines.map(([name, said]) => (
          <div key={name}>
            <dt className="text-small text-soft">{t(`contacts.${name}`)}</dt>
            <dd className="font-semibold">
              <bdi>{said}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p>{t('contacts.never')}</p>
      <p className="text-small text-soft">
        {t('contacts.why')}{' '}
        {call
          ? t.rich('contacts.change', { phone: () => <CallLink phone={call.phone} /> })
          : t.rich('contacts.change_mail', { mail: () => <MailLink email={email} /> })}
      </p>
    </Card>
  )
}

function textsOf({ phone, sendsTexts }: OwnContacts): string | undefined {
  return sendsTexts ? phone : undefined
}
