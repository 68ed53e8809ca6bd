import { getLocale } from 'next-intl/server'
import { DeskSelect } from '#components/desk/desk-select.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { auditLogActions, auditLogSubjects } from '#lib/domain/audit-log-actions.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ListedStaff } from '#lib/staff/queries.ts'
import type { AuditLogFault, AuditLogSearch } from './filter-of.ts'

type Props = { search: AuditLogSearch; faults: readonly AuditLogFault[]; people: ListedStaff[] }

export async function AuditLogFilterForm({ search, faults, people }: Props) {
  const t = await getTranslations('audit-log')
  const errors = Object.fromEntries(faults.map((name) => [name, t(`fault.${name}`)]))
  return (
    <Form
      action="/desk/audit-log"
      className="grid grid-cols-1 items-end gap-4 sm:grid-cols-2 lg:grid-cols-3"
      faults={faultsAt(errors)}
      noValidate
    >
      <DeskSelect
        name="who"
        label={t('who')}
        options={[['', t('anybody')], ...people.map(({ id, name }) => [id, name] as const)]}
        error={errors.who}
        defaultValue={search.who ?? ''}
      />
      <DeskSelect
        name="subject"
        label={t('subject')}
        options={[
          ['', t('anything')],
          ...auditLogSubjects.map((name) => [name, t(`of.${name}`)] as const),
        ]}
        error={errors.subject}
        defaultValue={search.subject ?? ''}
      />
      <DeskSelect
        name="action"
        label={t('what')}
        options={[['', t('any_action')], ...(await acts())]}
        error={errors.action}
        defaultValue={search.action ?? ''}
      />
      <Field
        name="id"
        label={t('id')}
        hint={t('id_hint')}
        defaultValue={search.id ?? ''}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
      />
      <Field
        name="day"
        type="date"
        label={t('day')}
        error={errors.day}
        defaultValue={search.day ?? ''}
        dir="ltr"
      />
      <Button look="quiet">{t('narrow')}</Button>
    </Form>
  )
}

/** Everything that can be done, by its words in the order of the alphabet. */
async function acts(): Promise<[action: string, words: string][]> {
  const t = await getTranslations('audit-log')
  const locale = await getLocale()
  const named = auditLogActions.map((action): [string, string] => [
    action,
    t(`action.${action}`, { list: '…' }),
  ])
  return named.toSorted(([, a], [, b]) => a.localeCompare(b, locale))
}
