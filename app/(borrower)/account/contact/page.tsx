import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Card } from '#components/ui/card.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { ownContacts } from '#lib/accounts/own-contacts.ts'
import { database } from '#lib/db/client.ts'
import { formatDayAndTime, isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { choicesOf } from '#lib/notices/contact-choices.ts'
import { ChoicesForm } from './choices-form.tsx'

type Props = { searchParams: Promise<{ saved?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('contact'))('title') }
}

export default async function ContactChoices({ searchParams }: Props) {
  const { lender, borrower } = await requireBorrower()
  const owner = { lenderId: lender.id, borrowerId: borrower.id }
  const own = await ownContacts(database(), owner)
  const history = await choicesOf(database(), owner)
  const t = await getTranslations('contact')
  const reader = await readerOf(lender)
  const { saved } = await searchParams
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      lender={lender}
      signedIn
      back={{ href: '/account', label: t('back') }}
    >
      {saved && <Banner tone="good" title={t('saved')} />}
      <ChoicesForm own={own} chosen={history[0]} locale={borrower.locale} lender={lender} />
      <Card>
        <h2>{t('still.title')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          {(['money', 'lock', 'answer', 'code'] as const).map((name) => (
            <li key={name}>{t(`still.${name}`)}</li>
          ))}
        </ul>
      </Card>
      {history.length > 0 && (
        <Card>
          <h2>{t('history.title')}</h2>
          <ul className="flex flex-col gap-2 text-small text-soft">
            {history.map(({ chosenAt, chosenBy }) => (
              <li key={String(chosenAt)}>
                {t(chosenBy.startsWith('borrower:') ? 'history.you' : 'history.staff', {
                  at: formatDayAndTime(chosenAt, reader),
                  lender: isolated(lender.name),
                })}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  )
}
