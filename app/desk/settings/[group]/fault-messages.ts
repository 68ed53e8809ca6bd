import { getLocale } from 'next-intl/server'
import { settingsWords } from '#components/desk/settings-words.ts'
import type { SettingsFault } from '#lib/domain/settings/fault.ts'
import type { SettingsField } from '#lib/domain/settings/field.ts'
import type { SettingsGroup } from '#lib/domain/settings/groups.ts'
import { allFieldsIn, type SettingsRecord } from '#lib/domain/settings/record.ts'
import { writtenLocale } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { messageKey } from '#lib/i18n/translator.ts'
import type { ShownFault } from './form-state.ts'

/** What is wrong, in words at its field; what is wrong in another group names that group. */
export async function faultMessages(
  { group, record }: { group: SettingsGroup; record: SettingsRecord },
  faults: readonly SettingsFault[],
): Promise<ShownFault[]> {
  const t = await getTranslations('desk-settings')
  const { label } = await settingsWords(writtenLocale(await getLocale()))
  const fields = allFieldsIn(record)
  return faults.map(({ path, reason, least = 0, most = 0, among = '' }) => {
    const field = fields.find((one) => path === one.path || path.startsWith(`${one.path}.`))
    if (field && field.group !== group) {
      const message = t('form.elsewhere', { group: t(`groups.${field.group}.title`) })
      return { field: path, message, at: message }
    }
    const message = t(`fault.${reason}`, { least, most, among })
    const at = field ? t('form.at', { field: nameOf(field, path), message }) : message
    return { field: path, message, at }
  })

  function nameOf(field: SettingsField, path: string): string {
    const [row, column] = path.slice(field.path.length + 1).split('.')
    if (field.kind !== 'rows' || !row || !column) return label(field)
    const title = t(messageKey(t, `row.${field.label}`), { number: String(Number(row) + 1) })
    return `${title} · ${t(messageKey(t, `column.${column}`))}`
  }
}
