import { formatMoment, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { SettingsVersion } from '#lib/settings/versions.ts'

type Changed = Pick<SettingsVersion, 'changedBy' | 'changedByName' | 'changedAt'>

export async function changedByText(version: Changed, reader: Reader): Promise<string> {
  const t = await getTranslations('desk-settings')
  const at = formatMoment(version.changedAt, reader)
  const who = version.changedByName
  return who ? t('change.by', { who: isolated(who), at }) : t('change.by_portal', { at })
}
