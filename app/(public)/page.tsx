import { currentLender } from '#app/current-lender.ts'
import { ChooseLender } from '#components/choose-lender.tsx'
import { Page } from '#components/page.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { listLenders } from '#lib/db/lenders.ts'
import { env } from '#lib/env.ts'
import { getTranslations } from '#lib/words/translations.ts'

export default async function Landing() {
  const lender = await currentLender()
  if (!lender) return <ChooseLender lenders={await lendersToChoose()} />
  const t = await getTranslations('landing')
  return (
    <Page title={t('title')} lender={lender} lead={t('lead')}>
      <Card>
        <LinkButton href="/sign-in">{t('sign_in')}</LinkButton>
        <p className="text-small text-soft">{t('sign_in_note')}</p>
      </Card>
      <Card>
        <h2>{t('scan_title')}</h2>
        <p className="text-small text-soft">{t('scan')}</p>
      </Card>
      <p>
        <TextLink href="/why-is-it-locked">{t('why')}</TextLink>
      </p>
    </Page>
  )
}

// Who lends through one installation is nobody's business, the demo's visitors excepted.
async function lendersToChoose() {
  return env().LENDERS_LISTED ? listLenders(database()) : []
}
