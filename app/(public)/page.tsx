import { currentLender } from '#app/current-lender.ts'
import { formTitle } from '#app/form-faults.ts'
import { ChooseLender } from '#components/page/choose-lender.tsx'
import { Page } from '#components/page/page.tsx'
import { Button, LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { listLenders } from '#lib/db/lenders.ts'
import { linkCodeLength, typedCodeLength } from '#lib/domain/identity/link-token.ts'
import { env } from '#lib/env.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { openLink } from './open-link.ts'

type Props = { searchParams: Promise<{ code?: string }> }

export async function generateMetadata({ searchParams }: Props) {
  const t = await getTranslations('landing')
  const { code } = await searchParams
  return code === undefined
    ? { robots: { index: true, follow: false } }
    : { title: await formTitle(t('title'), true) }
}

export default async function Landing({ searchParams }: Props) {
  const lender = await currentLender()
  if (!lender) return <ChooseLender lenders={await lendersToChoose()} />
  const t = await getTranslations('landing')
  const { code } = await searchParams
  const error = code === undefined ? undefined : t(`code_${faultOf(code)}`, lengthsOf(code))
  const signIn = (
    <Card>
      <LinkButton href="/sign-in">{t('sign_in')}</LinkButton>
      <p className="text-small text-soft">{t('sign_in_note')}</p>
    </Card>
  )
  return (
    <Page title={t('title')} lender={lender} lead={t('lead')}>
      {!error && signIn}
      <Card>
        <h2>{t('scan_title')}</h2>
        <p className="text-small text-soft">{t('scan')}</p>
        <Form
          action={openLink}
          className="flex flex-col gap-4"
          faults={faultsAt({ code: error })}
          summary={t('code_summary')}
          noValidate
        >
          <Field
            name="code"
            label={t('code_label')}
            hint={t('code_hint', lengthsOf(''))}
            error={error}
            defaultValue={code?.slice(0, 300)}
            autoCapitalize="none"
            spellCheck={false}
            dir="ltr"
          />
          <Button look="quiet">{t('code_open')}</Button>
        </Form>
      </Card>
      {error && signIn}
      <p>
        <TextLink href="/why-is-it-locked">{t('why')}</TextLink>
      </p>
    </Page>
  )
}

function faultOf(code: string): 'missing' | 'unknown' | 'not_whole' {
  if (code.trim() === '') return 'missing'
  return typedCodeLength(code) === linkCodeLength ? 'unknown' : 'not_whole'
}

const lengthsOf = (code: string) => ({ length: linkCodeLength, count: typedCodeLength(code) })

// Who lends through one installation is nobody's business, the demo's visitors excepted.
async function lendersToChoose() {
  return env().LENDERS_LISTED ? listLenders(database()) : []
}
