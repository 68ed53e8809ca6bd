import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Mark } from '#components/page/mark.tsx'

const shown = (lender: { name: string; mark?: string | null }) =>
  renderToStaticMarkup(createElement(Mark, { lender }))

test('a lender with a mark of its own shows it, another its first letters', () => {
  const mark = '<svg viewBox="0 0 8 8"><path d="M0 0h8z"/></svg>'
  expect(shown({ name: 'Norte Móvil', mark })).toContain('<path d="M0 0h8z">')
  expect(shown({ name: 'Norte Móvil', mark: null })).toContain('data-letters="NM"')
})

test('what is no mark is not drawn, whatever the table holds', () => {
  const html = shown({ name: 'Norte Móvil', mark: '<svg viewBox="0 0 8 8"><script/></svg>' })
  expect(html).toContain('data-letters="NM"')
  expect(html).not.toContain('script')
})
