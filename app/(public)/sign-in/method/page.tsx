import { chooseMethod } from '#app/(public)/sign-in/actions.ts'
import { Limited } from '#app/(public)/sign-in/limited.tsx'
import { requireChallenge } from '#app/(public)/sign-in/under-way.ts'
import { Page } from '#components/page/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { methods } from '#lib/accounts/challenge.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Search = { fault?: string; until?: string }

type Props = { searchParams: Promise<Search> }

export async function generateMetadata() {
  return { title: (await getTranslations('sign-in'))('method.title') }
}

export default async function ChooseMethod({ searchParams }: Props) {
  const { lender, challenge } = await requireChallenge()
  const { fault, until } = await searchParams
  const t = await getTranslations('sign-in')
  const error = fault === 'missing' ? t('method.missing') : undefined
  const back = { href: '/sign-in', label: t('back') }
  return (
    <Page title={t('method.title')} lead={t('method.lead')} lender={lender} back={back}>
      {fault === 'limited' && <Limited lender={lender} until={until} />}
      <Form
        action={chooseMethod}
        className="flex flex-col gap-5"
        faults={faultsAt({ 'method-email': error })}
        summary={t('problem')}
        noValidate
      >
        <fieldset className="flex flex-col gap-3">
          <legend className="sr-only">{t('method.legend')}</legend>
          {error && <FieldError name="method">{error}</FieldError>}
          {methods.map((method) => (
            <Choice
              key={method}
              name="method"
              value={method}
              label={t(`method.${method}`)}
              hint={t(`method.${method}_hint`)}
              defaultChecked={challenge.method === method}
            />
          ))}
        </fieldset>
        <Button>{t('method.submit')}</Button>
      </Form>
    </Page>
  )
}
