import { formatMoney } from '#lib/domain/money/money.ts'
import { howItKeeps, type Missing } from '#lib/domain/promise/keeping.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = {
  amountMinor: bigint
  currency: string
  missing: Missing | undefined
  reader: Reader
}

/** Said of an amount that is enough for what was promised, also where it gives no more time. */
export function KeepsPromise({ amountMinor, currency, missing, reader }: Props) {
  const t = useTranslations('pay')
  const how = missing && howItKeeps(amountMinor, missing)
  if (!how) return null
  const onItsWay = formatMoney({ amountMinor: missing.onItsWayMinor, currency }, reader.locale)
  return <span className="block"> {t('keeps_promise', { how, onItsWay })}</span>
}
