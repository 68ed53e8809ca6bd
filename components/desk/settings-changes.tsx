import type { SettingsChange } from '#lib/domain/settings/record.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { ChangeList, type ShownChange } from './change-list.tsx'
import { settingsWords } from './settings-words.ts'

type Props = { changes: readonly SettingsChange[]; locale: string }

export async function SettingsChanges({ changes, locale }: Props) {
  const t = await getTranslations('desk-settings')
  const words = { before: t('change.before'), after: t('change.after') }
  return <ChangeList changes={await shownChanges(changes, locale)} words={words} />
}

/** The same as text, for a page that draws itself in the browser. */
export async function shownChanges(
  changes: readonly SettingsChange[],
  locale: string,
): Promise<ShownChange[]> {
  const { label, lines } = await settingsWords(locale)
  return changes.map(({ field, before, after }) => ({
    path: field.path,
    label: label(field),
    before: lines(field, before),
    after: lines(field, after),
  }))
}
