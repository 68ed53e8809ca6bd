import { DeskPage } from '#app/desk/desk-page.tsx'
import { formTitle } from '#app/form-faults.ts'
import { readerOf } from '#app/reader.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { DeskJournal } from '#components/desk/desk-journal.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { journalList, journalPageSize } from '#lib/desk/journal-list.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { journalView } from '#lib/staff/journal-view.ts'
import { listStaff } from '#lib/staff/queries.ts'
import { JournalFilterForm } from './filter-form.tsx'
import { filterOf, type JournalSearch } from './filter-of.ts'

type Props = { searchParams: Promise<JournalSearch> }

export async function generateMetadata({ searchParams }: Props) {
  const [{ lender }, search] = [await requireStaff('admin'), await searchParams]
  const people = await listStaff(database(), lender.id)
  const { faults } = filterOf(search, { ...lender, people })
  return { title: await formTitle((await getTranslations('journal'))('title'), faults.length) }
}

export default async function Journal({ searchParams }: Props) {
  const [signedIn, search] = [await requireStaff('admin'), await searchParams]
  const { staff, lender } = signedIn
  const people = await listStaff(database(), lender.id)
  const { filter, faults } = filterOf(search, { ...lender, people })
  const [t, reader, lines] = [
    await getTranslations('journal'),
    await readerOf(lender),
    await journalList(database(), { lenderId: lender.id, ...filter }),
  ]
  const detail = { rows: lines.length }
  await journalView(database(), signedIn, { subject: 'list', subjectId: 'journal', detail })
  const last = lines.at(-1)?.id
  return (
    <DeskPage title={t('title')} lead={t('lead')} staff={staff} lender={lender}>
      <JournalFilterForm search={search} faults={faults} people={people} />
      <Card>
        <DeskJournal lines={lines} reader={reader} />
      </Card>
      {lines.length === journalPageSize && last !== undefined && (
        <TextLink href={hrefOf('/desk/journal', { ...search, before: String(last) })}>
          {t('older')}
        </TextLink>
      )}
      {faults.length === 0 && <DeskExport href={hrefOf('/desk/journal/export.csv', search)} />}
    </DeskPage>
  )
}

function hrefOf(path: string, search: JournalSearch): string {
  const given = Object.entries(search).filter(([, value]) => typeof value === 'string' && value)
  return given.length > 0 ? `${path}?${new URLSearchParams(given as [string, string][])}` : path
}
