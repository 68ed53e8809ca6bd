import type { Effect } from '#lib/domain/lock/effect.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = {
  extraMinor: bigint
  effect: Effect
  currency: string
  locale: string
  /** It is the borrower’s, not theirs. */
  isHelper?: boolean
}

export function ExtraMoney({ extraMinor, effect, currency, locale, isHelper = false }: Props) {
  const t = useTranslations('pay')
  if (extraMinor === 0n) return null
  const extra = formatMoney({ amountMinor: extraMinor, currency }, locale)
  const where = effect.kind === 'release' ? 'credit' : 'ahead'
  return (
    <span className="block">
      {' '}
      {t(isHelper ? `extra_${where}_helper` : `extra_${where}`, { extra })}
    </span>
  )
}
