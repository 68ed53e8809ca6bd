import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine, csvResponse } from '#lib/words/csv.ts'

test.each(['=1+1', '+94771234567', '-2+3', '@SUM(A1)', '\t=1', ' =1', '\r=1'])(
  '%j stays text in a spreadsheet',
  (text) => {
    const [[cell] = []] = parse(csvLine([text])) as string[][]
    expect(cell).toBe(`'${text}`)
  },
)

test.each([
  ['-12.50', '-12.50\r\n'],
  [-3, '-3\r\n'],
  [null, '\r\n'],
  ['a "b", c\nd', '"a ""b"", c\nd"\r\n'],
])('%j is written as %j', (cell, line) => {
  expect(csvLine([cell])).toBe(line)
})

test('whatever is in the cells, the file is read back as the same cells', () => {
  const cell = fc.string().filter((text) => !/^\s*[=+\-@]|^[\t\r]/.test(text))
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
      const rows = parse(csvLine(cells), { record_delimiter: '\r\n' }) as string[][]
      expect(rows).toEqual([cells])
    }),
  )
})

test('a list goes out as a file that is not kept', async () => {
  async function* rows() {
    yield ['one', Temporal.Instant.from('2026-11-21T12:00:00Z')]
  }
  const answer = csvResponse('work-list', ['name', 'at'], rows())
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="work-list.csv"')
  expect(answer.headers.get('cache-control')).toContain('no-store')
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(new TextDecoder().decode(bytes)).toBe('name,at\r\none,2026-11-21T12:00:00Z\r\n')
})
