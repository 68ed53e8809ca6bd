import { formatMoney } from '#lib/domain/money/money.ts'

type Props = { amountMinor: bigint; currency: string; locale: string; size?: 'hero' | 'choice' }

const looks = { hero: 'amount-hero font-bold tracking-tight', choice: 'amount-choice' }
const noBreakSpace = '\u00a0'

/**
 * An amount of money as people of `locale` write it; `hero` is the one figure a page is about. It breaks between the sign and
 * the number and nowhere else, in a table not there either: where it stands large, a long number is written smaller in a narrow window.
 */
export function Amount({ amountMinor, currency, locale, size }: Props) {
  const written = formatMoney({ amountMinor, currency }, locale)
  const [first = '', ...others] = written.split(noBreakSpace)
  const look = size ? `${looks[size]} ${lengthOf([first, ...others])}` : ''
  return (
    <bdi className={`amount ${look}`}>
      {first}
      {others.length > 0 && noBreakSpace}
      {others.length > 0 && <wbr />}
      {others.join(noBreakSpace)}
    </bdi>
  )
}

// A point is about half as wide as a digit.
function lengthOf(parts: readonly string[]): string {
  const widths = parts.map((part) => part.length - (part.match(/[.,٫٬]/gu)?.length ?? 0) / 2)
  const width = Math.max(...widths)
  if (width <= 7) return ''
  return width <= 9 ? 'is-long' : 'is-very-long'
}
