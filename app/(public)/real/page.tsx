import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Card } from '#components/ui/card.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { isReference } from '#lib/domain/identity/reference.ts'
import { typedAddress } from '#lib/http/portal-url.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { LastMessages } from './last-messages.tsx'
import { Report } from './report.tsx'

type Props = { searchParams: Promise<{ told?: string; limited?: string }> }

const never = ['password', 'pin', 'card', 'code', 'app'] as const
const looks = ['name', 'address', 'link', 'rush'] as const

export async function generateMetadata() {
  return { title: (await getTranslations('contact'))('real.title') }
}

export default async function IsItUs({ searchParams }: Props) {
  const lender = await requireLender()
  const signedIn = await currentBorrower()
  const t = await getTranslations('contact')
  const { told = '', limited } = await searchParams
  const email = isolated(lender.helpEmail)
  return (
    <Page title={t('real.title')} lead={t('real.lead')} lender={lender} signedIn={!!signedIn}>
      {isReference(told) && (
        <Banner tone="good" title={t('real.told_title')}>
          {t('real.told', { reference: isolated(told) })}
        </Banner>
      )}
      {limited && (
        <Banner tone="bad" title={t('real.limited_title')}>
          {t('real.limited', { email })}
        </Banner>
      )}
      <Card>
        <h2>{t('real.address_title')}</h2>
        <p>{t('real.address')}</p>
        <p className="text-lead font-semibold wrap-anywhere">
          <bdi dir="ltr">{typedAddress(lender.host)}</bdi>
        </p>
        <p>{t('real.address_how')}</p>
      </Card>
      <Card>
        <h2>{t('real.never_title')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          {never.map((name) => (
            <li key={name}>{t(`real.never.${name}`)}</li>
          ))}
        </ul>
      </Card>
      <Card>
        <h2>{t('real.looks_title')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          {looks.map((name) => (
            <li key={name}>{t(`real.looks.${name}`, { lender: isolated(lender.name) })}</li>
          ))}
        </ul>
      </Card>
      <LastMessages lender={lender} borrowerId={signedIn?.borrower.id} />
      <Report />
    </Page>
  )
}
