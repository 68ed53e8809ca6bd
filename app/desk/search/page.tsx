import { DeskPage } from '#app/desk/desk-page.tsx'
import { DeskExport } from '#components/desk-export.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { requireStaff } from '#lib/staff/guards.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { findFor } from './find-for.ts'
import { FoundLines } from './found-lines.tsx'

export async function generateMetadata() {
  return { title: (await getTranslations('desk'))('search.title') }
}

export default async function Search({ searchParams }: { searchParams: Promise<{ q?: string }> }) {
  const [signedIn, { q }] = [await requireStaff(), await searchParams]
  const { staff, lender } = signedIn
  const t = await getTranslations('desk')
  const { found, fault } = q === undefined ? {} : await findFor(signedIn, q)
  return (
    <DeskPage title={t('search.title')} lead={t('search.lead')} staff={staff} lender={lender}>
      <search>
        <Form action="/desk/search" className="flex max-w-xl flex-col gap-4" noValidate>
          <Field
            name="q"
            label={t('search.label')}
            hint={t('search.hint')}
            error={fault && t(`search.fault.${fault}`)}
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
