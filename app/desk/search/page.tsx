import { DeskPage } from '#app/desk/desk-page.tsx'
import { formTitle } from '#app/form-faults.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { foundFor } from './find-for.ts'
import { FoundLines } from './found-lines.tsx'

type Props = { searchParams: Promise<{ q?: string }> }

export async function generateMetadata({ searchParams }: Props) {
  const { fault } = await foundFor((await searchParams).q)
  return { title: await formTitle((await getTranslations('desk'))('search.title'), fault) }
}

export default async function Search({ searchParams }: Props) {
  const signedIn = await requireStaff()
  const { q } = await searchParams
  const { staff, lender } = signedIn
  const t = await getTranslations('desk')
  const { found, fault } = await foundFor(q)
  const error = fault && t(`search.fault.${fault}`)
  return (
    <DeskPage title={t('search.title')} lead={t('search.lead')} staff={staff} lender={lender}>
      <search>
        <Form
          action="/desk/search"
          className="flex max-w-xl flex-col gap-4"
          faults={faultsAt({ q: error })}
          noValidate
        >
          <Field
            name="q"
            label={t('search.label')}
            hint={t('search.hint')}
            error={error}
            defaultValue={q ?? ''}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            dir="auto"
          />
          <Button className="sm:w-auto sm:self-start">{t('search.submit')}</Button>
        </Form>
      </search>
      {found && <FoundLines found={found} />}
      {found && found.length > 0 && (
        <DeskExport href={`/desk/search/export.csv?${new URLSearchParams({ q: q ?? '' })}`} />
      )}
    </DeskPage>
  )
}
