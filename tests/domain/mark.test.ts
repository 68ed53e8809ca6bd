import { expect, test } from 'vitest'
import { markOf } from '#lib/domain/mark.ts'

const svg = (inside: string, attributes = 'viewBox="0 0 24 24"') =>
  `<svg ${attributes}>${inside}</svg>`
const triangle = '<path d="M12 2l7 20H5z"/>'

test.each([
  ['one path', svg(triangle), 1],
  [
    'two paths, on lines of their own',
    svg(`\n  ${triangle}\n  <path fill="#000" d="M0 0h4v4z"></path>\n`),
    2,
  ],
  ['the same path twice is drawn once', svg(triangle + triangle), 1],
  [
    'as a drawing program writes it',
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by a program -->\n${svg(
      `<title>Norte</title>${triangle}`,
      'xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0,0 24.5 24"',
    )}\n`,
    1,
  ],
])('a mark: %s', (_, text, count) => {
  expect(markOf(text)?.paths).toHaveLength(count)
})

test('says what the paths are drawn in, and what of them is a hole', () => {
  const d = 'M0 0h9v9H0zM2 2h5v5H2z'
  expect(
    markOf(svg(`<path fill-rule="evenodd" d="${d}"/>${triangle}`, 'viewBox="-1 0 9 9"')),
  ).toEqual({
    viewBox: '-1 0 9 9',
    paths: [
      { d, isEvenOdd: true },
      { d: 'M12 2l7 20H5z', isEvenOdd: false },
    ],
  })
})

test.each([
  ['nothing', ''],
  ['no drawing', 'Norte Móvil'],
  ['an address', 'https://norte.example/mark.svg'],
  ['no viewBox', svg(triangle, 'width="24"')],
  ['a viewBox that is none', svg(triangle, 'viewBox="0 0 24"')],
  ['nothing drawn', svg('')],
  ['a script', svg(`<script>alert(1)</script>${triangle}`)],
  ['a script after the paths', svg(`${triangle}<script>alert(1)</script>`)],
  ['a script as another document', `${svg(triangle)}<script>alert(1)</script>`],
  ['a picture from elsewhere', svg('<image href="https://evil.example/x.png"/>')],
  ['a path of elsewhere', svg('<use href="https://evil.example/x.svg#a"/>')],
  ['words', svg(`<text>Call +94 11 000</text>${triangle}`)],
  ['a style', svg(`<style>*{fill:url(https://evil.example)}</style>${triangle}`)],
  ['a stroke', svg('<path d="M0 0h4" stroke="#000"/>')],
  ['what is not filled', svg('<path d="M0 0h4" fill="none"/>')],
  ['what stands elsewhere', svg('<path d="M0 0h4z" transform="scale(2)"/>')],
  ['a group', svg(`<g>${triangle}</g>`)],
  ['a circle', svg('<circle cx="5" cy="5" r="4"/>')],
  ['a path that is none', svg('<path d="url(#a)"/>')],
  ['a path that does not begin', svg('<path d="h4v4z"/>')],
  ['no path in a path', svg('<path/>')],
  ['an attribute that breaks out', svg('<path d="M0 0z" id="><script>alert(1)</script>"/>')],
])('no mark: %s', (_, text) => {
  expect(markOf(text)).toBeUndefined()
})
