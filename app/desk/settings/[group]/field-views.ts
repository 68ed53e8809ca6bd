import { type SettingsWords, settingsWords } from '#components/desk/settings-words.ts'
import type { Column, SettingsField } from '#lib/domain/settings/field.ts'
import { typedColumns } from '#lib/domain/settings/rows.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { isMessageKey, messageKey, type Translator } from '#lib/i18n/translator.ts'

export type Option = { value: string; label: string }

type ColumnView = {
  name: string
  label: string
  type: 'text' | 'date' | 'time' | 'tel' | 'url' | 'email'
  /** Where one of these is chosen. */
  options: Option[] | undefined
}

/** A field of the form with its words: all that the browser needs to draw it. */
export type FieldView = {
  path: string
  kind: SettingsField['kind']
  label: string
  hint: string | undefined
  within: string | undefined
  input: 'text' | 'tel' | 'email'
  ltr: boolean
  options: Option[]
  columns: ColumnView[]
  /** `row` has {number} where the row's number goes. */
  rowWords: { row: string; add: string; remove: string; none: string } | undefined
}

export async function fieldViews(
  fields: readonly SettingsField[],
  locale: string,
): Promise<FieldView[]> {
  const t = await getTranslations('desk-settings')
  const words = await settingsWords(locale)
  const { label, option } = words
  const typed = fields.filter((field) => !field.isAutomatic)
  return Promise.all(
    typed.map(async (field, index) => ({
      path: field.path,
      kind: field.kind,
      label: label(field),
      // Several fields of one name are explained once.
      hint: typed[index - 1]?.label === field.label ? undefined : hintOf(t, field),
      within: field.within,
      input: field.kind === 'line' ? (field.input ?? 'text') : 'text',
      ltr: field.kind === 'line' && field.ltr === true,
      options:
        field.kind === 'choice' || field.kind === 'ticks'
          ? field.options.map((value) => ({ value, label: option(field, value) }))
          : [],
      columns: field.kind === 'rows' ? await columnViews(typedColumns(field), words) : [],
      rowWords: field.kind === 'rows' ? await rowWords(field) : undefined,
    })),
  )
}

function hintOf(t: Translator<'desk-settings'>, { label }: SettingsField): string | undefined {
  const key = `hint.${label}`
  return isMessageKey(t, key) ? t(key) : undefined
}

async function columnViews(
  columns: readonly Column[],
  { columnOption }: SettingsWords,
): Promise<ColumnView[]> {
  const t = await getTranslations('desk-settings')
  return columns.map((one) => {
    const column = t(messageKey(t, `column.${one.name}`))
    return {
      name: one.name,
      label: one.isOptional ? t('column_optional', { column }) : column,
      type: one.kind === 'date' || one.kind === 'time' ? one.kind : (one.input ?? 'text'),
      options:
        one.kind === 'choice'
          ? one.options.map((value) => ({ value, label: columnOption(one.name, value) }))
          : undefined,
    }
  })
}

async function rowWords({ label }: SettingsField): Promise<FieldView['rowWords']> {
  const t = await getTranslations('desk-settings')
  return {
    row: t(messageKey(t, `row.${label}`), { number: '{number}' }),
    add: t(messageKey(t, `row_add.${label}`)),
    remove: t('row_remove'),
    none: t('row_none'),
  }
}
