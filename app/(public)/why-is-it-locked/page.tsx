import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page/page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

const reasons = [
  ['overdue', 'clock'],
  ['offline', 'signal'],
  ['paid', 'power'],
  ['other', 'question'],
] as const

export async function generateMetadata() {
  return { title: (await getTranslations('why'))('title') }
}

export default async function WhyIsItLocked() {
  const lender = await requireLender()
  const signedIn = await currentBorrower()
  const t = await getTranslations('why')
  return (
    <Page title={t('title')} lead={t('lead')} lender={lender} signedIn={signedIn !== undefined}>
      {reasons.map(([reason, icon]) => (
        <Card key={reason}>
          <h2 className="flex items-center gap-2.5">
            <Icon name={icon} className="size-6 text-accent-text" />
            {t(`reasons.${reason}.title`)}
          </h2>
          <p>{t(`reasons.${reason}.text`)}</p>
        </Card>
      ))}
      <Card>
        <h2>{t('kept_title')}</h2>
        <p>{t('kept')}</p>
      </Card>
      <Card>
        <h2 className="flex items-center gap-2.5 text-wait">
          <Icon name="alert" className="size-6" />
          {t('careful_title')}
        </h2>
        <p>{t('careful_services')}</p>
        <p>{t('careful_reset')}</p>
      </Card>
      <LinkButton href={signedIn ? '/phones' : '/sign-in'}>{t('sign_in')}</LinkButton>
    </Page>
  )
}
