import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { stringify as stringifySync } from 'csv-stringify/sync'
import { isoMoment } from '#lib/domain/moment.ts'
import { type Money, toDecimal } from '#lib/domain/money/money.ts'

export type CsvCell = string | number | null | undefined | Temporal.Instant | Money

/** The column of an amount: it is written with its decimals, as 1234.50, and `currency` beside it says in what. */
export function moneyColumn(name: string): string {
  return `${name}_in_currency`
}

/**
 * A list as a file, written as its rows are read. The byte order mark tells spreadsheets that it is UTF-8; what would
 * be a formula there stays text.
 */
export function csvResponse(
  name: string,
  header: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>,
): Response {
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
    'Cache-Control': 'private, no-store',
  }
  const lines = Readable.from(textsOf(header, rows)).pipe(stringify({ ...format, bom: true }))
  return new Response(Readable.toWeb(lines) as ReadableStream<Uint8Array>, { headers })
}

// RFC 4180.
const format = { record_delimiter: 'windows', quoted_match: /[\r\n]/ }

async function* textsOf(
  header: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>,
): AsyncGenerator<string[]> {
  yield [...header]
  for await (const row of rows) yield row.map(cellText)
}

export function csvLine(cells: readonly CsvCell[]): string {
  return stringifySync([cells.map(cellText)], format)
}

function cellText(cell: CsvCell): string {
  return harmless(plainText(cell))
}

function plainText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Temporal.Instant) return isoMoment(cell)
  return typeof cell === 'object' && 'amountMinor' in cell ? toDecimal(cell) : String(cell)
}

// A spreadsheet runs what begins like this, also in full-width signs, and also after what it takes for the end of a cell:
// where it cuts at semicolons, our quotes mean nothing. A plain number is only a number.
const wouldRun = /(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r])/g

function harmless(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? text : text.replace(wouldRun, "$1'")
}
