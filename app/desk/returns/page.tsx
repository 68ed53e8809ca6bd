import { redirect } from 'next/navigation'
import { DeskPage } from '#app/desk/desk-page.tsx'
import { formTitle } from '#app/form-faults.ts'
import { readerOf } from '#app/reader.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { normaliseBase32 } from '#lib/domain/identity/reference.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type ReturnFilter, returnByReference, returnsOfLender } from '#lib/returns/queries.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { ReturnLines } from './return-lines.tsx'

type Props = { searchParams: Promise<{ show?: string; reference?: string }> }

export async function generateMetadata({ searchParams }: Props) {
  // One that is found leads to its own page.
  const { reference } = await searchParams
  return { title: await formTitle((await getTranslations('desk-returns'))('title'), reference) }
}

export default async function Returns({ searchParams }: Props) {
  const signedIn = await requireStaff()
  const search = await searchParams
  const { staff, lender } = signedIn
  const typed = search.reference?.slice(0, 40)
  const found = typed && (await returnByReference(database(), lender.id, asReference(typed)))
  if (found) redirect(`/desk/returns/${found.returnId}`)
  const filter: ReturnFilter = search.show === 'over' ? 'over' : 'open'
  const t = await getTranslations('desk-returns')
  const reader = await readerOf(lender)
  const lines = await returnsOfLender(database(), lender.id, filter)
  const detail = { rows: lines.length, filter }
  const error = typed && t('find.none')
  await auditView(database(), signedIn, { subject: 'list', subjectId: 'returns', detail })
  return (
    <DeskPage title={t('title')} lead={t('lead')} staff={staff} lender={lender}>
      <Form
        action="/desk/returns"
        className="flex max-w-xl flex-col gap-3"
        faults={faultsAt({ reference: error })}
        noValidate
      >
        <Field
          name="reference"
          label={t('find.label')}
          hint={t('find.hint')}
          error={error}
          defaultValue={typed}
          autoComplete="off"
          dir="ltr"
          maxLength={40}
        />
        <Button look="quiet">{t('find.button')}</Button>
      </Form>
      <Filters chosen={filter} />
      <ReturnLines lines={lines} reader={reader} />
      <DeskExport href={`/desk/returns/export.csv?show=${filter}`} />
    </DeskPage>
  )
}

function asReference(typed: string): string {
  const text = normaliseBase32(typed)
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

async function Filters({ chosen }: { chosen: ReturnFilter }) {
  const t = await getTranslations('desk-returns')
  return (
    <nav aria-label={t('filter.label')}>
      <ul className="flex flex-wrap gap-2">
        {(['open', 'over'] as const).map((name) => (
          <li key={name}>
            <a
              href={`/desk/returns?show=${name}`}
              aria-current={name === chosen ? 'true' : undefined}
              className="desk-filter"
            >
              {t(`filter.${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
