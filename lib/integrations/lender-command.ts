import { database } from '#lib/db/client.ts'
import { readArguments, runCommand } from '#lib/db/start/run-command.ts'
import type { Setting } from '#lib/env.ts'

type Options = Record<string, { type: 'string' | 'boolean' }>

type Asked<O extends Options> = {
  [Name in keyof O]?: O[Name]['type'] extends 'string' ? string : boolean
}

type Command<O extends Options> = {
  usage: string
  options: O
  /** What may stand together beside `--lender`; a name with `?` may be left out. */
  ways: readonly (readonly (keyof O | `${keyof O & string}?`)[])[]
  uses: readonly Setting[]
}

/** Runs a command about the lender that `--lender` names, and ends with its exit code. What it cannot read is named, with the usage. */
export function runForLender<const O extends Options>(
  { usage, options, ways, uses }: Command<O>,
  run: (lenderId: string, asked: Asked<O>) => number | Promise<number>,
): Promise<void> {
  return runCommand({ usage, uses }, async () => {
    const read = readArguments({ options: { ...options, lender: { type: 'string' } } })
    if ('fault' in read) return fail(`${read.fault}\n${usage}`, 2)
    const asked = read.values as Asked<O> & { lender?: string }
    const { lender, ...given } = asked
    if (!lender) return fail(usage, 2)
    const names = Object.keys(given)
    if (!ways.some((way) => isWay(way.map(String), names))) return fail(whyNot(names) + usage, 2)
    const lenderId = await lenderNamed(lender)
    return lenderId ? run(lenderId, asked) : fail(`There is no lender “${lender}”.`, 1)
  })
}

function isWay(way: readonly string[], given: readonly string[]): boolean {
  const needed = way.filter((name) => !name.endsWith('?'))
  const known = way.map((name) => name.replace('?', ''))
  return needed.every((name) => given.includes(name)) && given.every((name) => known.includes(name))
}

function whyNot(given: readonly string[]): string {
  const options = given.map((name) => `--${name}`).join(', ')
  return given.length > 1 ? `These do not go together, or something is missing: ${options}.\n` : ''
}

/** Says why on the error stream, and gives the exit code. */
export function fail(reason: string, code: number): number {
  console.error(reason)
  return code
}

async function lenderNamed(slug: string): Promise<string | undefined> {
  const lender = await database()
    .selectFrom('lenders')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirst()
  return lender?.id
}
