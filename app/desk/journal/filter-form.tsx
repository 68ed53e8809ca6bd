import { DeskSelect } from '#components/desk-select.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { ListedStaff } from '#lib/staff/queries.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { type JournalSearch, journalSubjects } from './filter-of.ts'

type Props = { search: JournalSearch; people: ListedStaff[] }

/** Narrows the journal to a person and a record; a plain GET, so that it can be kept and sent. */
export async function JournalFilterForm({ search, people }: Props) {
  const t = await getTranslations('desk')
  return (
    <form action="/desk/journal" className="grid items-end gap-4 sm:grid-cols-4">
      <DeskSelect
        name="who"
        label={t('journal.who')}
        options={[['', t('journal.anybody')], ...people.map(({ id, name }) => [id, name] as const)]}
        defaultValue={search.who ?? ''}
      />
      <DeskSelect
        name="subject"
        label={t('journal.subject')}
        options={[
          ['', t('journal.anything')],
          ...journalSubjects.map((name) => [name, t(`journal.of.${name}`)] as const),
        ]}
        defaultValue={search.subject ?? ''}
      />
      <Field
        name="id"
        label={t('journal.id')}
        defaultValue={search.id ?? ''}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
      />
      <Button look="quiet">{t('journal.narrow')}</Button>
    </form>
  )
}
