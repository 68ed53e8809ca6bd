import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page/page.tsx'
import { PhonePicture } from '#components/phone/phone-picture.tsx'
import { Card } from '#components/ui/card.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { sendReport } from './actions.ts'
import { ReportForm } from './report-form.tsx'
import { reportWords } from './report-words.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('bought'))('title') }
}

export default async function Bought() {
  const lender = await requireLender()
  const signedIn = (await currentBorrower()) !== undefined
  const t = await getTranslations('bought')
  const words = await getTranslations('locks')
  const facts = { lender: isolated(lender.name) }
  const ways = (
    <Rows>
      <RowLink href="/scan" icon="people" title={t('to_scan')}>
        {t('to_scan_note')}
      </RowLink>
      <RowLink href="/locks" icon="phone" title={t('to_locks')}>
        {t('to_locks_note')}
      </RowLink>
    </Rows>
  )
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      lender={lender}
      signedIn={signedIn}
      back={{ href: '/', label: words('front_page') }}
      picture={<PhonePicture sight="locked" />}
      rail={ways}
    >
      <Card>
        <h2>{t('what_title')}</h2>
        <p>{t('what', facts)}</p>
        <p>{t('what_not')}</p>
      </Card>
      <Card>
        <h2>{t('law_title')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          <li>{t('law_debt')}</li>
          <li>{t('law_owner')}</li>
          <li>{t('law_seller')}</li>
        </ul>
        <p className="text-small text-soft">{t('law_differs')}</p>
      </Card>
      <Card>
        <h2>{t('keep_title')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          {(['listing', 'chat', 'paid', 'seller', 'screen', 'box'] as const).map((name) => (
            <li key={name}>{t(`keep.${name}`)}</li>
          ))}
        </ul>
      </Card>
      <section className="flex flex-col gap-3">
        <h2>{t('write_title', facts)}</h2>
        <p>{t('write')}</p>
      </section>
      <ReportForm sendReport={sendReport} words={await reportWords(lender)} />
    </Page>
  )
}
