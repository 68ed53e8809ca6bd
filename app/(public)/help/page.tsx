import { requireLender } from '#app/current-lender.ts'
import { readerOf } from '#app/reader.ts'
import { OpenNow } from '#components/directory/open-now.tsx'
import { CallLink, MailLink } from '#components/page/contact-links.tsx'
import { Hours } from '#components/page/hours.tsx'
import { Page } from '#components/page/page.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { waysInWords, waysOfLender } from '#lib/accounts/ways-of-lender.ts'
import { database } from '#lib/db/client.ts'
import { shownContacts } from '#lib/domain/identity/contact.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

const link = 'text-link'
const topics = ['signin', 'elsewhere', 'refund'] as const

export async function generateMetadata() {
  return { title: (await getTranslations('help'))('title') }
}

export default async function Help() {
  const lender = await requireLender()
  const signedIn = await currentBorrower()
  const t = await getTranslations('help')
  const directory = await getTranslations('directory')
  const reader = await readerOf(lender)
  const ways = waysInWords(await waysOfLender(database(), lender.id))
  const { call, email } = shownContacts(lender, reader.now)
  return (
    <Page title={t('title')} lender={lender} signedIn={signedIn !== undefined}>
      <Card>
        <h2>{t('call_title')}</h2>
        {call && (
          <p>
            {t.rich('call', {
              hours: () => <Hours of={call.hours} />,
              phone: () => <CallLink phone={call.phone} className={link} />,
            })}
          </p>
        )}
        <p>
          {t.rich(call ? 'mail' : 'mail_only', {
            mail: () => <MailLink email={email} className={link} />,
          })}
        </p>
        {call && <OpenNow spans={call.hours.spans} reader={reader} />}
        <h3 className="font-semibold">{t('before_title')}</h3>
        <p className="text-small text-soft">{t('before')}</p>
      </Card>
      <Card>
        <h2>{t('paid_title')}</h2>
        <p>{t('paid')}</p>
        <TextLink href="/payments" className="flex min-h-11 items-center">
          {t('paid_link')}
        </TextLink>
      </Card>
      {topics.map((topic) => (
        <Card key={topic}>
          <h2>{t(`topics.${topic}.title`)}</h2>
          <p>{t(`topics.${topic}.text`, ways)}</p>
        </Card>
      ))}
      <Rows>
        <RowLink href="/directory" icon="people" title={directory('lead_in')}>
          {directory('lead_in_note')}
        </RowLink>
        <RowLink href="/locks" icon="locked" title={t('why')} />
      </Rows>
    </Page>
  )
}
