import { Fragment } from 'react'
import { formatMoney } from '#lib/domain/money.ts'

type Props = { amountMinor: bigint; currency: string; locale: string; size?: 'hero' | 'choice' }

const looks = { hero: 'text-amount font-bold tracking-tight', choice: '' }

/**
 * An amount of money as people of `locale` write it; `hero` is the one figure a page is about. Where it stands large, it may
 * break after a sign between its digits: written twice as large in a narrow window it would not fit otherwise.
 */
export function Amount({ amountMinor, currency, locale, size }: Props) {
  const text = formatMoney({ amountMinor, currency }, locale)
  const look = size ? looks[size] : 'whitespace-nowrap'
  return <bdi className={`tabular-nums ${look}`}>{size ? breakable(text) : text}</bdi>
}

function breakable(text: string) {
  return text.split(/(?<=[\s,.٬])/u).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in its order.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
