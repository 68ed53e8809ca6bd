import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { Barcode } from '#components/voucher/barcode.tsx'
import type { Barcode as Shown } from '#lib/domain/voucher/voucher-details.ts'
import { barcodesIn } from '#tests/components/voucher/read-barcodes.ts'

async function drawn(of: Shown, width: number): Promise<Uint8Array> {
  const svg = renderToStaticMarkup(createElement(Barcode, { of, label: 'Barcode' }))
  const sized = svg.replace('<svg ', `<svg width="${width}" height="200" `)
  return sharp(Buffer.from(sized)).flatten({ background: '#fff' }).png().toBuffer()
}

test.for([
  ['Code128', { kind: 'code128', digits: '12345678901234657890123456789012' }, 560],
  ['Code128', { kind: 'code128', digits: '01234567890123' }, 560],
  // An odd count of digits leaves the set that holds two in a sign.
  ['Code128', { kind: 'code128', digits: '1234567' }, 560],
  ['ITF', { kind: 'itf', digits: '00193373700000001000500940144816060680935031' }, 1200],
] as const)('a reader finds %s with the digits that were drawn: %o', async ([kind, of, width]) => {
  expect(await barcodesIn(await drawn(of, width))).toEqual([[kind, of.digits]])
})

test('it is black on white, with its words for whoever does not see it', () => {
  const of = { kind: 'code128', digits: '1234' } as const
  const svg = renderToStaticMarkup(createElement(Barcode, { of, label: 'Barcode of 1234' }))
  expect(svg).toContain('role="img"')
  expect(svg).toContain('aria-label="Barcode of 1234"')
  expect(svg).toMatch(/<rect[^>]*fill="#fff"/)
  expect(svg).toMatch(/<path[^>]*fill="#000"/)
})
