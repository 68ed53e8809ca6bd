import type { Effect } from '#lib/domain/lock/effect.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { extraMinor: bigint; effect: Effect; currency: string; locale: string }

/** Why more is asked for than is due, and where it goes. */
export function ExtraMoney({ extraMinor, effect, currency, locale }: Props) {
  const t = useTranslations('pay')
  if (extraMinor === 0n) return null
  const extra = formatMoney({ amountMinor: extraMinor, currency }, locale)
  return (
    <span className="block">
      {' '}
      {t(effect.kind === 'release' ? 'extra_credit' : 'extra_ahead', { extra })}
    </span>
  )
}
