import JsBarcode from 'jsbarcode'
import type { Barcode as Shown } from '#lib/domain/voucher/voucher-details.ts'

const formats = { code128: 'CODE128', itf: 'ITF' } as const
// What a reader needs on each side, in the width of the thinnest bar.
const quiet = 10
const height = 60

/** Black on white whatever the theme, as a reader at a till needs it. */
export function Barcode({ of: { kind, digits }, label }: { of: Shown; label: string }) {
  const bars = barsOf(digits, formats[kind])
  return (
    <svg
      role="img"
      aria-label={label}
      className="barcode"
      viewBox={`${-quiet} 0 ${bars.length + 2 * quiet} ${height}`}
      preserveAspectRatio="none"
    >
      <rect x={-quiet} width={bars.length + 2 * quiet} height={height} fill="#fff" />
      <path d={pathOf(bars)} fill="#000" />
    </svg>
  )
}

function barsOf(digits: string, format: string): string {
  const drawn: { encodings?: { data: string }[] } = {}
  JsBarcode(drawn, digits, { format })
  return (drawn.encodings ?? []).map(({ data }) => data).join('')
}

function pathOf(bars: string): string {
  return [...bars.matchAll(/1+/g)]
    .map(({ index, 0: { length } }) => `M${index} 0h${length}v${height}h${-length}z`)
    .join('')
}
