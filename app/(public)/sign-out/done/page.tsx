import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page/page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('sign-in'))('out.title') }
}

export default async function SignedOut() {
  const lender = await requireLender()
  const t = await getTranslations('sign-in')
  return (
    <Page title={t('out.title')} lead={t('out.text')} lender={lender}>
      <p>{t('out.close')}</p>
      <LinkButton href="/sign-in" look="quiet">
        {t('out.again')}
      </LinkButton>
    </Page>
  )
}
