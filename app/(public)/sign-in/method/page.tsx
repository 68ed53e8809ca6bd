import { chooseMethod } from '#app/(public)/sign-in/actions.ts'
import { Limited } from '#app/(public)/sign-in/limited.tsx'
import { requireChallenge } from '#app/(public)/sign-in/under-way.ts'
import { formTitle } from '#app/form-faults.ts'
import { Page } from '#components/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Form } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { methods } from '#lib/accounts/challenge.ts'
import { getTranslations } from '#lib/words/translations.ts'

type Search = { fault?: string; until?: string }

type Props = { searchParams: Promise<Search> }

export async function generateMetadata({ searchParams }: Props) {
  const hasFaults = (await searchParams).fault === 'missing'
  return { title: await formTitle((await getTranslations('sign-in'))('method.title'), hasFaults) }
}

export default async function ChooseMethod({ searchParams }: Props) {
  const [{ lender, challenge }, { fault, until }] = [await requireChallenge(), await searchParams]
  const t = await getTranslations('sign-in')
  const error = fault === 'missing' ? t('method.missing') : undefined
  const back = { href: '/sign-in', label: t('back') }
  return (
    <Page title={t('method.title')} lead={t('method.lead')} lender={lender} back={back}>
      {fault === 'limited' && <Limited lender={lender} until={until} />}
      <ErrorSummary
        title={t('problem')}
        faults={error ? [{ field: 'method-email', message: error }] : []}
      />
      <Form action={chooseMethod} className="flex flex-col gap-5" noValidate>
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
