import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { Page } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { RowButton, Rows } from '#components/ui/rows.tsx'
import { visitLocks } from '#lib/domain/lock/visit-locks.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { packValidDays } from '#lib/workflows/strangers/make-visit-pack.ts'
import { makePack } from './actions.ts'

type Props = {
  params: Promise<{ deviceId: string }>
  searchParams: Promise<{ refusal?: string }>
}

const refusals = ['limited', 'handed_back'] as const

export async function generateMetadata() {
  return { title: (await getTranslations('visit'))('title') }
}

/** What the page is for; it is made by the choice. */
export default async function Visit({ params, searchParams }: Props) {
  const { lender, phone } = await requirePhone((await params).deviceId)
  const { deviceId } = phone
  const t = await getTranslations('visit')
  const { refusal } = await searchParams
  const refused = refusals.find((one) => one === refusal)
  return (
    <Page
      title={t('title')}
      eyebrow={isolated(modelName(phone))}
      lead={t('lead')}
      lender={lender}
      signedIn
      reference={phone.loanNumber}
      back={{ href: `/phones/${deviceId}`, label: t('back') }}
    >
      {refused && (
        <Banner tone="wait" title={t('refused_title')}>
          {t(`refusal.${refused}`)}
        </Banner>
      )}
      <Form action={makePack}>
        <input type="hidden" name="deviceId" value={deviceId} />
        <Rows title={t('which')}>
          {visitLocks.map((lock) => (
            <RowButton
              key={lock}
              name="lock"
              value={lock}
              icon={
                lock === 'pin' || lock === 'sim' ? 'keypad' : lock === 'none' ? 'question' : 'key'
              }
              title={t(`lock.${lock}`)}
            />
          ))}
        </Rows>
      </Form>
      <Card>
        <h2>{t('shows_title')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          <li>{t('shows')}</li>
          <li>{t('never')}</li>
          <li>{t('ours', { days: packValidDays })}</li>
        </ul>
      </Card>
    </Page>
  )
}
