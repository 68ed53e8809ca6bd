import { redirect } from 'next/navigation'
import { enterCode } from '#app/(public)/sign-in/actions.ts'
import { Limited } from '#app/(public)/sign-in/limited.tsx'
import { requireChallenge } from '#app/(public)/sign-in/sign-in-state.ts'
import { Page } from '#components/page/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { waysInWords, waysOfLender } from '#lib/accounts/ways-of-lender.ts'
import { database } from '#lib/db/client.ts'
import { maskTyped } from '#lib/domain/identity/mask-typed.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { JustSent } from './just-sent.tsx'
import { NextCode } from './next-code.tsx'
import { NothingComes } from './nothing-comes.tsx'
import { OwnDevice } from './own-device.tsx'

type Search = {
  fault?: string
  left?: string
  until?: string
  sent?: string
  soon?: string
  spaced?: string
}

type Props = { searchParams: Promise<Search> }

export async function generateMetadata() {
  return { title: (await getTranslations('sign-in'))('code.title') }
}

export default async function EnterCode({ searchParams }: Props) {
  const { lender, challenge, state } = await requireChallenge()
  const search = await searchParams
  const { method } = challenge
  if (!method) redirect('/sign-in')
  const t = await getTranslations('sign-in')
  const printed = method === 'recovery_code'
  const error = await errorOf(search, printed)
  const back = { href: '/sign-in', label: t('code.other_identifier') }
  const ways = await waysOfLender(database(), lender.id)
  const lead = printed || search.spaced ? undefined : t(`code.sent_${method}`, waysInWords(ways))
  const title = t(printed ? 'code.recovery_title' : 'code.title')
  return (
    <Page title={title} lead={lead} lender={lender} back={back}>
      {search.fault === 'limited' && <Limited lender={lender} until={search.until} />}
      <JustSent until={search.soon} />
      <NextCode lender={lender} until={search.spaced} />
      {search.sent && !error && <Banner tone="good" title={t('code.sent_again')} />}
      <Form
        action={enterCode}
        className="card"
        faults={faultsAt({ code: error })}
        summary={t('problem')}
        noValidate
      >
        {state.typed && (
          <p className="text-small text-soft">
            {t.rich('code.typed', { typed: () => <bdi>{maskTyped(state.typed)}</bdi> })}
          </p>
        )}
        <Field
          name="code"
          label={t(printed ? 'code.recovery_label' : 'code.label')}
          hint={t(printed ? 'code.recovery_hint' : 'code.hint')}
          error={error}
          defaultValue={search.fault === 'not_a_code' ? state.noCode : ''}
          autoComplete={printed ? 'off' : 'one-time-code'}
          inputMode={printed ? 'text' : 'numeric'}
          autoCapitalize={printed ? 'characters' : 'none'}
          spellCheck={false}
          dir="ltr"
          className="text-lead font-semibold tracking-[0.15em] tabular-nums"
        />
        <OwnDevice />
        <Button>{t('code.submit')}</Button>
      </Form>
      <NothingComes lender={lender} method={method} ways={ways} />
    </Page>
  )
}

async function errorOf({ fault, left }: Search, printed: boolean): Promise<string | undefined> {
  const t = await getTranslations('sign-in')
  if (fault === 'missing') return t('code.missing')
  if (fault === 'wrong') return t('code.wrong', { triesLeft: Number(left) || 1 })
  if (fault === 'not_a_code') return t(printed ? 'code.recovery_not_a_code' : 'code.not_a_code')
  if (fault === 'too_many') return t(printed ? 'code.recovery_too_many' : 'code.too_many')
  if (fault === 'expired') return t(printed ? 'code.recovery_expired' : 'code.expired')
  return undefined
}
