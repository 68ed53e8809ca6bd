import { requireLender } from '#app/current-lender.ts'
import { formTitle } from '#app/form-faults.ts'
import { Page } from '#components/page/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { Answer } from './answer.tsx'
import { Others } from './others.tsx'
import { Places } from './places.tsx'
import { whoIsMeant } from './who-is-meant.ts'

type Props = { searchParams: Promise<{ name?: string | string[] }> }

export async function generateMetadata({ searchParams }: Props) {
  const t = await getTranslations('who-financed')
  const { name } = await searchParams
  return { title: await formTitle(t('title'), name !== undefined && !String(name).trim()) }
}

/** From box, contract, e-mail or screen to whoever financed the phone, by the name of a company and by nothing else. */
export default async function WhoFinanced({ searchParams }: Props) {
  const lender = await requireLender()
  const signedIn = (await currentBorrower()) !== undefined
  const t = await getTranslations('who-financed')
  const words = await getTranslations('locks')
  const bought = await getTranslations('bought')
  const { name } = await searchParams
  const typed = name === undefined ? undefined : String(name).slice(0, 200)
  const meant = typed === undefined ? undefined : await whoIsMeant(typed, lender)
  const error = meant?.who === 'nobody_typed' ? t('missing') : undefined
  const ways = (
    <Rows>
      <RowLink href="/bought" icon="message" title={bought('lead_in')}>
        {bought('lead_in_note')}
      </RowLink>
      <RowLink href="/locks" icon="phone" title={t('to_locks')}>
        {t('to_locks_note')}
      </RowLink>
      <RowLink href="/help" icon="call" title={t('to_help')}>
        {t('to_help_note')}
      </RowLink>
    </Rows>
  )
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      lender={lender}
      signedIn={signedIn}
      back={{ href: '/', label: words('front_page') }}
      rail={ways}
    >
      {meant && typed !== undefined && <Answer meant={meant} typed={typed} lender={lender} />}
      <Form
        action="/who-financed"
        method="get"
        className="card"
        faults={faultsAt({ name: error })}
        noValidate
      >
        <Field
          name="name"
          label={t('name')}
          hint={t('name_hint')}
          error={error}
          defaultValue={typed}
          autoCapitalize="none"
          spellCheck={false}
          dir="auto"
        />
        <Button>{t('find')}</Button>
      </Form>
      <Places />
      <Others lender={lender} />
    </Page>
  )
}
