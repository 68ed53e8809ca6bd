import { Page } from '#components/page/page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { currentStaff } from '#lib/staff/guards.ts'
import { currentLender } from './current-lender.ts'
import RootLayout, { generateMetadata } from './layout.tsx'

export { generateMetadata }

/**
 * One page for what is not there, what is another's, and links that were guessed or revoked.
 * Global, because Next draws a `not-found.tsx` along with every page beside it, needed or not.
 */
export default function GlobalNotFound() {
  return (
    <RootLayout>
      <NotHere />
    </RootLayout>
  )
}

async function NotHere() {
  const [lender, t] = [await currentLender(), await getTranslations('errors')]
  const action = <LinkButton href="/">{t('not_found_on')}</LinkButton>
  if (lender) {
    return (
      <Page title={t('not_found_title')} lead={t('not_found')} lender={lender}>
        {(await currentStaff()) ? <ToDesk /> : action}
      </Page>
    )
  }
  return (
    <main className="column flex min-h-dvh flex-col justify-center gap-5 py-10">
      <h1>{t('not_found_title')}</h1>
      <p className="text-soft">{t('not_found')}</p>
      {action}
    </main>
  )
}

async function ToDesk() {
  const t = await getTranslations('desk')
  return <LinkButton href="/desk">{t('to_work')}</LinkButton>
}
