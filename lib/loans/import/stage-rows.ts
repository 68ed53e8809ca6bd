import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Column, headerFaults, optionalColumns } from './columns.ts'
import type { FaultList } from './faults.ts'
import type { PlaceholderTally } from './placeholders.ts'
import { type KnownLenders, type RowText, readRow } from './read-row.ts'

type StageOptions = {
  lenders: KnownLenders
  faults: FaultList
  placeholders: PlaceholderTally
  onRows?: (rows: number) => void
}

const longestRowBytes = 1_000_000
const batchLength = 64 * 1024

/**
 * Streams a CSV file into the temporary table `import_rows`; what is wrong goes to `faults`.
 * Gives back the number of rows, or undefined when the file stopped being CSV (the transaction is then lost).
 */
export async function stageRows(
  client: pg.PoolClient,
  source: Readable,
  options: StageOptions,
): Promise<number | undefined> {
  const reader = recordReader(options)
  const parser = parse({
    bom: true,
    relax_column_count: true,
    max_record_size: longestRowBytes,
    on_record: reader.read,
  })
  try {
    const rows = client.query(copyFrom('copy import_rows from stdin'))
    await pipeline(source, refuseWorkbook, parser, inBatches, rows)
    if (!reader.hasHeader()) options.faults.add({ line: 1, reason: 'the file is empty' })
    return reader.rows()
  } catch (cause) {
    if (cause instanceof BadHeader) return undefined
    if (cause instanceof Workbook) {
      options.faults.add({
        line: 1,
        reason: 'this is a workbook: save it as CSV UTF-8, with commas',
      })
      return undefined
    }
    if (!(cause instanceof CsvError)) throw cause
    options.faults.add({ line: reader.nextLine(), reason: whyNotCsv(cause) })
    return undefined
  }
}

class BadHeader extends Error {}
class Workbook extends Error {}

// How .xlsx and .ods begin, and how .xls does.
const workbookStarts = [Buffer.from('504b0304', 'hex'), Buffer.from('d0cf11e0', 'hex')]

/** Lets bytes pass that may be CSV. Of a workbook's, packed as they are, CSV would complain about chance quotes. */
async function* refuseWorkbook(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true
  for await (const chunk of chunks) {
    if (isFirst && workbookStarts.some((start) => chunk.subarray(0, 4).equals(start)))
      throw new Workbook()
    isFirst = false
    yield chunk
  }
}

function recordReader({ lenders, faults, placeholders, onRows }: StageOptions) {
  let nextLine = 1
  let rows = 0
  let header: string[] | undefined

  function readHeader(record: string[]): void {
    header = record.map((name) => name.trim())
    const found = headerFaults(header)
    for (const fault of found) faults.add(fault)
    if (found.length > 0) throw new BadHeader()
  }

  function read(record: string[]): string[] | null {
    const line = nextLine
    nextLine += 1 + lineBreaksIn(record)
    // Spreadsheets leave rows of commas alone at the end.
    if (record.every((field) => field.trim() === '')) return null
    if (!header) {
      readHeader(record)
      return null
    }
    rows += 1
    onRows?.(rows)
    if (record.length !== header.length) {
      const reason = `the row has ${record.length} fields, the header has ${header.length}`
      faults.add({ line, reason })
      return null
    }
    const { values, faults: found, placeholder } = readRow(toRow(header, record), line, lenders)
    for (const fault of found) faults.add(fault)
    if (placeholder) placeholders.add(placeholder)
    return [toCopyLine(values)]
  }

  return { read, rows: () => rows, nextLine: () => nextLine, hasHeader: () => header !== undefined }
}

function toRow(header: readonly string[], record: readonly string[]): RowText {
  const row: Partial<Record<Column, string>> = Object.fromEntries(
    optionalColumns.map((name) => [name, '']),
  )
  for (const [index, name] of header.entries()) row[name as Column] = record[index]?.trim() ?? ''
  return row as RowText
}

// csv-parse counts a CRLF inside quotes as two lines, so lines are counted here.
function lineBreaksIn(record: readonly string[]): number {
  return record.reduce(
    (sum, field) => (/[\r\n]/.test(field) ? sum + field.split(/\r\n|\r|\n/).length - 1 : sum),
    0,
  )
}

/** One line of COPY's text format; the separators in a value are escaped. */
function toCopyLine(values: readonly (string | null)[]): string {
  return `${values.map((value) => (value === null ? '\\N' : escapeCopy(value))).join('\t')}\n`
}

function escapeCopy(value: string): string {
  return /[\\\t\n\r]/.test(value)
    ? value.replace(
        /[\\\t\n\r]/g,
        (mark) => `\\${{ '\t': 't', '\n': 'n', '\r': 'r' }[mark] ?? mark}`,
      )
    : value
}

async function* inBatches(lines: AsyncIterable<string[]>): AsyncGenerator<string> {
  let batch = ''
  for await (const [line] of lines) {
    batch += line
    if (batch.length < batchLength) continue
    yield batch
    batch = ''
  }
  if (batch) yield batch
}

function whyNotCsv(cause: CsvError): string {
  switch (cause.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return 'a quote that opens in this row is never closed'
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'a quote stands in the middle of a field: put the field in quotes and write "" for each quote in it'
    default:
      return `this is not CSV (${cause.message})`
  }
}
