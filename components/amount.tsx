import { formatMoney } from '#lib/domain/money.ts'

type Props = { amountMinor: bigint; currency: string; locale: string; size?: 'hero' }

/** An amount of money as people of `locale` write it; `hero` is the one figure a page is about. */
export function Amount({ amountMinor, currency, locale, size }: Props) {
  const look = size === 'hero' ? 'text-amount font-bold tracking-tight' : ''
  return (
    <bdi className={`whitespace-nowrap tabular-nums ${look}`}>
      {formatMoney({ amountMinor, currency }, locale)}
    </bdi>
  )
}
