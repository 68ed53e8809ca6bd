import { randomUUID } from 'node:crypto'
import { type Ids, type Row, rightRow, type Table } from '#tests/support/database/right-rows.ts'

/** Rows around two borrowers of one lender, and around one of another. */
export type Bystanders = { mine: Ids; neighbours: Ids; theirs: Ids }

/** Rows or a statement; of several, the last one is what is tried, and those before it are accepted. */
export type Try = { say: string; steps: (Step | string)[] }
type Step = { table: Table; row: Row }

/** What a rule refuses, and the same made right, which is accepted. */
export type Rule = (table: Table, given: Bystanders) => { refused: Try[]; accepted: Try[] }
export type Rules = { [table: string]: { [rule: string]: Rule } }

type Change = Row | ((given: Bystanders) => Row)
const changed = (change: Change, given: Bystanders) =>
  typeof change === 'function' ? change(given) : change

/** One row: refused with these columns, accepted with those. */
export function row(refused: Change[], accepted: Change[] = [{}]): Rule {
  return (table, given) => {
    const tries = (changes: Change[]): Try[] =>
      changes.map((change) => {
        const columns = changed(change, given)
        const step = { table, row: { ...rightRow(table, given.mine), ...columns } }
        return { say: JSON.stringify(columns), steps: [step] }
      })
    return { refused: tries(refused), accepted: tries(accepted) }
  }
}

/** A text that is one of some words. */
export const oneOf = (column: string) => row([{ [column]: 'anything' }])

/** A column that names a row of another table. */
export const refersTo = (column: string, table: Table) =>
  row(
    [{ [column]: table === 'psp_events' ? 'evt_nobody' : randomUUID() }],
    [({ mine }) => ({ [column]: mine[table] })],
  )

/** A column that names a row of the same lender: another lender's is refused like one that is not there. */
export const refersToOwn = (column: string, table: Table) =>
  row(
    [({ theirs }) => ({ [column]: theirs[table] }), { [column]: randomUUID() }],
    [
      ({ mine }) => ({ [column]: mine[table] }),
      ({ neighbours }) => ({ [column]: neighbours[table] }),
    ],
  )

type Once = { while?: Row[]; not?: Row[]; other?: Row }

/**
 * Two rows never share these columns, `while` they are as said; with any one of them different, both stand.
 * `other` says what is different where right rows are alike.
 */
export function once(
  columns: string[],
  { while: those = [{}], not = [], other = {} }: Once = {},
): Rule {
  return (table, given) => {
    const first = (columns: Row) => ({ ...rightRow(table, given.mine), ...columns })
    const second = (of: Ids, before: Row, shared: string[]) => ({
      ...rightRow(table, of),
      ...Object.fromEntries(shared.map((column) => [column, before[column]])),
    })
    const pair = (say: string, a: Row, b: Row): Try => ({
      say,
      steps: [a, b].map((row) => ({ table, row })),
    })
    const both = (one: Row, other: Row) => {
      const before = first(one)
      const after = { ...second(given.neighbours, before, columns), ...other }
      return pair(`${JSON.stringify(one)} beside ${JSON.stringify(other)}`, before, after)
    }
    const apart = columns.map((left) => {
      const before = first(those[0] ?? {})
      const of = left === 'lender_id' ? given.theirs : given.neighbours
      const shared = columns.filter((column) => column !== left)
      const after = { ...second(of, before, shared), ...those[0], ...pick(other, left) }
      return pair(`another ${left}`, before, after)
    })
    return {
      refused: those.flatMap((one) => those.map((other) => both(one, other))),
      accepted: [
        ...apart,
        ...not.flatMap((over) => [both(over, those[0] ?? {}), both(those[0] ?? {}, over)]),
      ],
    }
  }
}

const pick = (row: Row, column: string) => (column in row ? { [column]: row[column] } : {})

/** Written once: neither changed nor taken away. */
export const appendOnly: Rule = (table, given) => ({
  refused: [
    `update ${table} set lender_id = lender_id`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
  ].map((statement) => ({ say: statement, steps: [statement] })),
  accepted: [{ say: 'a new row', steps: [{ table, row: rightRow(table, given.mine) }] }],
})
