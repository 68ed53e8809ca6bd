import type { WayToPay } from '#lib/domain/money/chargeable.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = {
  ways: readonly WayToPay[]
  amountMinor: bigint
  currency: string
  locale: string
}

/** By which of the lender's ways an amount can be paid, and why not by the others; nothing where there is one way only. */
export function WaysToPay({ ways, amountMinor, currency, locale }: Props) {
  const t = useTranslations('pay')
  if (ways.length < 2) return null
  const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, locale)
  const [above, below] = [
    ways.filter(({ maximumMinor }) => amountMinor > maximumMinor),
    ways.filter(({ minimumMinor }) => amountMinor < minimumMinor),
  ]
  const open = ways.filter((way) => !above.includes(way) && !below.includes(way))
  const names = open.map(({ method }) => t(`way.${method}`))
  const list = new Intl.ListFormat(locale, { type: 'disjunction' }).format(names)
  return (
    <>
      {open.length > 0 && <span className="block"> {t('ways', { ways: list })}</span>}
      {above.map(({ method, maximumMinor }) => (
        <span key={method} className="block">
          {' '}
          {t('way_above', { way: t(`way.${method}`), most: shown(maximumMinor) })}
        </span>
      ))}
      {below.map(({ method, minimumMinor }) => (
        <span key={method} className="block">
          {' '}
          {t('way_below', { way: t(`way.${method}`), least: shown(minimumMinor) })}
        </span>
      ))}
    </>
  )
}
