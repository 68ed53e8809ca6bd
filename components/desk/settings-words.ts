import { isLanguage } from '#lib/domain/languages.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { SettingsField } from '#lib/domain/settings/field.ts'
import { cellOf, type Json } from '#lib/domain/settings/record.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { isMessageKey, messageKey } from '#lib/i18n/translator.ts'

export type SettingsWords = {
  label(field: SettingsField): string
  option(field: SettingsField, option: string): string
  /** A choice in a column of a list: a day of the week, what something costs. */
  columnOption(column: string, option: string): string
  /** A value as people read it; a list has a line for each of its rows. */
  lines(field: SettingsField, value: Json | undefined): string[]
}

export async function settingsWords(locale: string): Promise<SettingsWords> {
  const t = await getTranslations('desk-settings')
  // An older version may hold what nobody can choose any more.
  function said(key: string, name: string): string {
    return isMessageKey(t, key) ? t(key) : name
  }
  function label(field: SettingsField): string {
    return t(messageKey(t, `field.${field.label}`), { of: of(field) })
  }
  function of({ path, of: name = '' }: SettingsField): string {
    if (isLanguage(name)) return languageNames[name]
    if (path.startsWith('policy.clearingDays')) return said(`method.${name}`, name)
    return path.startsWith('policy.return.valuePercent') ? said(`condition.${name}`, name) : name
  }
  function option(field: SettingsField, name: string): string {
    if (field.path === 'paymentMethods') return said(`method.${name}`, name)
    return isLanguage(name) ? languageNames[name] : said(`option.${field.label}.${name}`, name)
  }
  function lines(field: SettingsField, value: Json | undefined): string[] {
    if (field.kind === 'given') return [t(value ? 'yes' : 'no')]
    if (value === undefined || value === null) return [t('not_set')]
    if (field.kind === 'yes_no') return [t(value ? 'yes' : 'no')]
    if (field.kind === 'amount')
      return [formatMoney({ amountMinor: BigInt(String(value)), currency: field.currency }, locale)]
    if (field.kind === 'choice') return [option(field, String(value))]
    if (field.kind === 'date') return [dayText(String(value), locale)]
    if (!Array.isArray(value)) return [String(value)]
    if (value.length === 0) return [t('row_none')]
    if (field.kind !== 'rows') return value.map((one) => option(field, String(one)))
    return value.map((row) => rowText(field.columns, row))
  }
  function columnOption(column: string, name: string): string {
    const key = `column_option.${column}.${name}`
    return said(isMessageKey(t, key) ? key : `option.hours_staffedDays.${name}`, name)
  }
  function rowText(columns: Columns, row: Json): string {
    const cells = columns.map(({ name, kind }) => {
      const text = cellOf(row, name)
      if (text === '') return ''
      if (kind === 'choice') return columnOption(name, text)
      return kind === 'date' ? dayText(text, locale) : text
    })
    return cells.filter(Boolean).join(' · ')
  }
  return { label, option, columnOption, lines }
}

type Columns = Extract<SettingsField, { kind: 'rows' }>['columns']

function dayText(day: string, locale: string): string {
  return Temporal.PlainDate.from(day).toLocaleString(locale, { dateStyle: 'long' })
}
