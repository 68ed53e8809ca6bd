import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Amount } from '#components/amount.tsx'

test.each([
  ['en-GB', 'LKR', ['Rs', '4,100.00']],
  ['es-419', 'MXN', ['$4,100.00']],
  ['en-GB', 'JPY', ['¥410,000']],
  ['en-GB', 'MGA', ['Ar', '4,100.00']],
  ['ar', 'MGA', ['4,100.00', 'Ar']],
])(
  'in %s an amount of %s breaks between its sign and its number alone',
  (locale, currency, parts) => {
    for (const size of [undefined, 'choice', 'hero'] as const) {
      const props = { amountMinor: 410_000n, currency, locale, ...(size && { size }) }
      const html = renderToStaticMarkup(createElement(Amount, props)).replace(/[\u200e\u200f]/g, '')
      const [, text = ''] = html.match(/^<bdi class="amount[^"]*">(.*)<\/bdi>$/) ?? []
      expect(text.split('\u00a0<wbr/>')).toEqual(parts)
    }
  },
)
