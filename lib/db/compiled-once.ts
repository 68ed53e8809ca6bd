import type { Compilable, CompiledQuery } from 'kysely'
import type { Database } from './client.ts'

/**
 * A query that is put together once in a process and asked with other values each time: for the few that are so long that
 * putting them together takes longer than asking. `names` are the values; `build` gets a stand-in for each.
 */
export function compiledOnce<Name extends string, Row>(
  names: readonly Name[],
  build: (db: Database, values: Record<Name, string>) => Compilable<Row>,
): (db: Database, values: Record<Name, string>) => Promise<Row[]> {
  const standIns = new Map<unknown, Name>(names.map((name) => [`{${name}}`, name]))
  let known: CompiledQuery<Row> | undefined
  return async (db, values) => {
    known ??= build(db, standInsOf(names)).compile()
    const parameters = known.parameters.map((parameter) => {
      const name = standIns.get(parameter)
      return name === undefined ? parameter : values[name]
    })
    const { rows } = await db.executeQuery<Row>({ ...known, parameters })
    return rows
  }
}

function standInsOf<Name extends string>(names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, `{${name}}`])) as Record<Name, string>
}
