import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { text, typedText, version } from '#app/form-values.ts'
import { settingsWords } from '#components/desk/settings-words.ts'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { decimalsOf, toDecimal } from '#lib/domain/money/money.ts'
import type { SettingsFault } from '#lib/domain/settings/fault.ts'
import type { SettingsField } from '#lib/domain/settings/field.ts'
import type { Typed } from '#lib/domain/settings/form.ts'
import { isSettingsGroup, type SettingsGroup } from '#lib/domain/settings/groups.ts'
import { allFieldsIn, fieldsIn, type SettingsRecord } from '#lib/domain/settings/record.ts'
import { withNewRow, withoutEmptyRows, withoutRow } from '#lib/domain/settings/rows.ts'
import { writtenLocale } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { messageKey } from '#lib/i18n/translator.ts'
import { reachOf } from '#lib/settings/settings-of.ts'
import type { ShownFault } from './form-state.ts'

export type SettingsForm = {
  group: SettingsGroup
  seenVersion: number
  typed: Typed
  reason: string
  /** `edit`: the form again, with nothing done but a row more or less. */
  intent: 'edit' | 'review' | 'save'
}

const settingsForm = z.object({
  group: z.custom<SettingsGroup>(isSettingsGroup),
  version,
  intent: typedText(200),
  reason: text(5_000),
})

/** The form as it was sent; undefined when it is not one of ours. */
export async function readForm(data: FormData, lender: Lender): Promise<SettingsForm | undefined> {
  const form = settingsForm.safeParse(Object.fromEntries(data))
  if (!form.success) return undefined
  const { group, version: seenVersion, intent, reason } = form.data
  const fields = fieldsIn(group, ...(await reachOf(database(), lender)))
  return {
    group,
    seenVersion,
    typed: changeRows(typedIn(data, fields), fields, intent),
    reason,
    intent: intent === 'review' || intent === 'save' ? intent : 'edit',
  }
}

function typedIn(data: FormData, fields: readonly SettingsField[]): Typed {
  const paths = fields.map(({ path }) => path)
  const entries = [...data.entries()].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      paths.some((path) => entry[0] === path || entry[0].startsWith(`${path}.`)),
  )
  return Object.fromEntries(entries)
}

// `add:{list}` and `remove:{list}:{row}` come from the buttons of a list.
function changeRows(typed: Typed, fields: readonly SettingsField[], intent: string): Typed {
  const [act, path, row] = intent.split(':')
  return fields.reduce((form, field) => {
    if (field.kind !== 'rows') return form
    if (field.path !== path)
      return act === 'review' || act === 'save' ? withoutEmptyRows(form, field) : form
    return act === 'add' ? withNewRow(form, field) : withoutRow(form, field, Number(row))
  }, typed)
}

// As the form itself is filled.
function exampleFor(field: SettingsField | undefined): string {
  if (field?.kind !== 'amount') return ''
  const { currency } = field
  return toDecimal({ amountMinor: 1_500n * 10n ** BigInt(decimalsOf(currency)), currency })
}

export async function faultMessages(
  { group, reach }: { group: SettingsGroup; reach: SettingsRecord[] },
  faults: readonly SettingsFault[],
): Promise<ShownFault[]> {
  const t = await getTranslations('desk-settings')
  const { label } = await settingsWords(writtenLocale(await getLocale()))
  const fields = allFieldsIn(...reach)
  return faults.map(({ path, reason, least = 0, most = 0, among = '' }) => {
    const field = fields.find((one) => path === one.path || path.startsWith(`${one.path}.`))
    if (field && field.group !== group) {
      const message = t('form.elsewhere', { group: t(`groups.${field.group}.title`) })
      return { field: path, message, at: message }
    }
    const message = t(`fault.${reason}`, { least, most, among, example: exampleFor(field) })
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
