import type { SettingsGroup } from '#lib/domain/settings/groups.ts'
import {
  allFieldsIn,
  type SettingsFault,
  type SettingsRecord,
} from '#lib/domain/settings/record.ts'
import { getTranslations } from '#lib/words/translations.ts'
import type { ShownFault } from './form-state.ts'

/** What is wrong, in words at its field; what is wrong in another group names that group. */
export async function faultMessages(
  { group, record }: { group: SettingsGroup; record: SettingsRecord },
  faults: readonly SettingsFault[],
): Promise<ShownFault[]> {
  const t = await getTranslations('desk-settings')
  const fields = allFieldsIn(record)
  return faults.map(({ path, reason, least = 0, most = 0 }) => {
    const field = fields.find((one) => path === one.path || path.startsWith(`${one.path}.`))
    if (field && field.group !== group)
      return {
        field: path,
        message: t('form.elsewhere', { group: t(`groups.${field.group}.title`) }),
      }
    return { field: path, message: t(`fault.${reason}`, { least, most }) }
  })
}
