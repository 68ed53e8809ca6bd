import { Page } from '#components/page/page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { currentStaff } from '#lib/staff/guards.ts'
import { currentLender } from './current-lender.ts'

export async function DeadEnd({ why }: { why: 'not_found' | 'unreadable' }) {
  const lender = await currentLender()
  const t = await getTranslations('errors')
  const action = <LinkButton href="/">{t('not_found_on')}</LinkButton>
  if (lender) {
    return (
      <Page title={t(`${why}_title`)} lead={t(why)} lender={lender}>
        {(await currentStaff()) ? <ToDesk /> : action}
      </Page>
    )
  }
  return (
    <main className="column flex min-h-dvh flex-col justify-center gap-5 py-10">
      <h1>{t(`${why}_title`)}</h1>
      <p className="text-soft">{t(why)}</p>
      {action}
    </main>
  )
}

async function ToDesk() {
  const t = await getTranslations('desk')
  return <LinkButton href="/desk">{t('to_work')}</LinkButton>
}
