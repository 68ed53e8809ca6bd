import { globSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine, csvResponse, moneyColumn } from '#lib/i18n/csv.ts'

test.each(['=1+1', '+94771234567', '-2+3', '@SUM(A1)', '\t=1', ' =1', '\r=1'])(
  '%j stays text in a spreadsheet',
  (text) => {
    const [[cell] = []] = parse(csvLine([text])) as string[][]
    expect(cell).toBe(`'${text}`)
  },
)

test.each(['＝1+1', '＋94771234567', '－2', '＠SUM(A1)', ' ＝1'])(
  '%j in full-width signs stays text, too',
  (text) => {
    const [[cell] = []] = parse(csvLine([text])) as string[][]
    expect(cell).toBe(`'${text}`)
  },
)

// Where a semicolon or a tab ends a cell, a quote inside a line means nothing.
const formula = /^\s*[=+\-@＝＋－＠]/
test.each(['Perera;=1+1', 'a; ＝1', 'a\t@SUM(A1)', 'a\n=1', 'a;b;-2+3', 'x";=1+1', ';=1', 'a;+9'])(
  '%j runs nothing in a spreadsheet that cuts at semicolons',
  (text) => {
    const cells = csvLine(['first', text]).split(/[;\t\r\n]/)
    expect(cells.filter((cell) => formula.test(cell))).toEqual([])
    expect(csvLine(['first', text])).toContain("'")
  },
)

test.each(['a;b', 'Rs 5,-', 'well-known', 'a = b', 'x; y'])('%j is left as it is', (text) => {
  expect(parse(csvLine([text]))).toEqual([[text]])
})

test.each([
  ['-12.50', '-12.50\r\n'],
  [-3, '-3\r\n'],
  [null, '\r\n'],
  ['a "b", c\nd', '"a ""b"", c\nd"\r\n'],
])('%j is written as %j', (cell, line) => {
  expect(csvLine([cell])).toBe(line)
})

test('an amount is written with the decimals of its currency, in a column that says so', () => {
  expect(csvLine([{ amountMinor: -123_450n, currency: 'LKR' }])).toBe('-1234.50\r\n')
  expect(csvLine([{ amountMinor: 4_100n, currency: 'JPY' }])).toBe('4100\r\n')
  expect(moneyColumn('paid')).toBe('paid_in_currency')
})

test('no file of the desk writes an amount in another unit', () => {
  for (const file of globSync('app/desk/**/{route,lists}.ts'))
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/_minor'|toDecimal/)
})

test('whatever is in the cells, the file is read back as the same cells', () => {
  const cell = fc.string().filter((text) => !/(^|[;\t\r\n])\s*[=+\-@＝＋－＠]|^[\t\r]/.test(text))
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
  expect(new TextDecoder().decode(bytes)).toBe('name,at\r\none,2026-11-21T12:00:00.000Z\r\n')
})
