import { redirect } from 'next/navigation'
import { requireLender } from '#app/current-lender.ts'
import { formTitle } from '#app/form-faults.ts'
import { Page } from '#components/page/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { ownCode } from '#lib/db/signed-codes.ts'
import { linkCodeLength, typedCode } from '#lib/domain/identity/link-token.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { Registers } from './registers.tsx'

type Props = { searchParams: Promise<{ code?: string | string[] }> }

export async function generateMetadata({ searchParams }: Props) {
  const t = await getTranslations('statements')
  return { title: await formTitle(t('buy.title'), (await searchParams).code !== undefined) }
}

/** For whoever is about to buy a used phone: what to ask the seller for, and where to check it. No number is looked up. */
export default async function BeforeYouBuy({ searchParams }: Props) {
  const lender = await requireLender()
  const signedIn = (await currentBorrower()) !== undefined
  const t = await getTranslations('statements')
  const words = await getTranslations('locks')
  const bought = await getTranslations('bought')
  const { code } = await searchParams
  const typed = code === undefined ? undefined : String(code).slice(0, 300)
  const own = typed === undefined ? undefined : ownCode('statement', lender.id, typedCode(typed))
  if (own) redirect(`/check/${own}`)
  const facts = { lender: isolated(lender.name) }
  const error =
    typed === undefined ? undefined : t(`buy.${typed.trim() ? 'unknown' : 'missing'}`, facts)
  return (
    <Page
      title={t('buy.title')}
      lead={t('buy.lead', facts)}
      lender={lender}
      signedIn={signedIn}
      back={{ href: '/', label: words('front_page') }}
      rail={
        <Rows>
          <RowLink href="/bought" icon="message" title={bought('lead_in')}>
            {bought('lead_in_note')}
          </RowLink>
          <RowLink href="/who-financed" icon="question" title={t('buy.to_who')}>
            {t('buy.to_who_note')}
          </RowLink>
        </Rows>
      }
    >
      <Form
        action="/before-you-buy"
        method="get"
        className="card"
        faults={faultsAt({ code: error })}
        noValidate
      >
        <Field
          name="code"
          label={t('buy.code')}
          hint={t('buy.code_hint', { length: linkCodeLength })}
          error={error}
          defaultValue={typed}
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
        <Button>{t('buy.check')}</Button>
      </Form>
      <Card>
        <h2>{t('buy.steps_title')}</h2>
        <ol className="flex list-decimal flex-col gap-2 ps-5">
          {(['ask', 'compare', 'accounts', 'pay'] as const).map((step) => (
            <li key={step}>{t(`buy.steps.${step}`, facts)}</li>
          ))}
        </ol>
        <p className="text-small text-soft">{t('buy.no_imei')}</p>
      </Card>
      <Registers lender={lender} />
    </Page>
  )
}
