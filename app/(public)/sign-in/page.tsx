import { redirect } from 'next/navigation'
import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { ownPath } from '#lib/http/own-form.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { IdentifierForm } from './identifier-form.tsx'
import { Limited } from './limited.tsx'
import { signInState } from './sign-in-state.ts'

type Search = { fault?: string; until?: string; next?: string; ended?: string; again?: string }
const faults = ['missing', 'too_long', 'email', 'no_name', 'imei', 'words', 'code'] as const

type Props = { searchParams: Promise<Search> }

export async function generateMetadata() {
  return { title: (await getTranslations('sign-in'))('title') }
}

export default async function SignIn({ searchParams }: Props) {
  const lender = await requireLender()
  const search = await searchParams
  const state = await signInState()
  const next = ownPath(search.next, search.fault ? state.next : '/phones')
  if (await currentBorrower()) redirect(next)
  const t = await getTranslations('sign-in')
  const fault = faults.find((name) => name === search.fault)
  const error = fault && t(`identifier.${fault}`)
  return (
    <Page title={t('title')} lead={t('lead')} lender={lender} typed="sign-in">
      {search.ended && (
        <Banner tone="plain" title={t('ended.title')}>
          {t('ended.text')}
        </Banner>
      )}
      {search.again && (
        <Banner tone="plain" title={t('start_over.title')}>
          {t('start_over.text')}
        </Banner>
      )}
      {search.fault === 'limited' && <Limited lender={lender} until={search.until} />}
      <IdentifierForm
        next={next}
        error={error}
        typed={search.fault ? (state.noName ?? state.typed) : ''}
      />
    </Page>
  )
}
