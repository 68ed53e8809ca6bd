import { isUuid } from '#lib/domain/identity/uuid.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, formatDayAndTime, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { isMessageKey } from '#lib/i18n/translator.ts'
import type { AuditLogDetail } from './audit-log-about.tsx'

type Props = { detail: AuditLogDetail; currency: string | undefined; reader: Reader }

/** What a line tells beside its record, each by its words: amounts as money, days as days. */
export function AuditLogDetails({ detail, currency: known, reader }: Props) {
  const t = useTranslations('audit-log')
  const said = detail.currency
  const currency = typeof said === 'string' ? said : known
  return (
    <dl className="pb-1">
      {Object.entries(detail).map(([name, value]) => {
        const key = `detail.${name}`
        // A line of an older version may have a name that nobody writes any more.
        const term = isMessageKey(t, key) ? t(key) : name
        return (
          <div key={name} className="flex flex-wrap gap-x-2">
            <dt>{term}:</dt>
            <dd>
              <bdi>{detailText({ name, value, currency }, reader)}</bdi>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

type Told = {
  name: string
  value: AuditLogDetail[string] | undefined
  currency: string | undefined
}

/** How the value of a detail is written. */
export function detailText({ name, value, currency }: Told, reader: Reader): string {
  const text = String(value)
  if (name.endsWith('Minor') && currency && /^-?\d+$/.test(text))
    return formatMoney({ amountMinor: BigInt(text), currency }, reader.locale)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return formatDay(Temporal.PlainDate.from(text), reader)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text))
    return formatDayAndTime(Temporal.Instant.from(text), reader)
  return shortId(text)
}

export function shortId(text: string): string {
  return isUuid(text) ? `…${text.slice(-6)}` : text
}
