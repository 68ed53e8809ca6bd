import { type ParseArgsConfig, parseArgs } from 'node:util'
import { begin, databaseUses } from '#lib/begin.ts'
import { pool } from '#lib/db/client.ts'
import type { Setting } from '#lib/env.ts'
import { requireRightClock } from './clock.ts'
import { requireOwnKey } from './data-key.ts'
import { whyNotServed } from './why-not.ts'

export type Command = {
  /** How it is written: what `--help` shows, whatever is set and asking nobody. */
  usage: string
  /** The settings that it uses beside the database. */
  uses: readonly Setting[]
  /** What is said of something thrown that PostgreSQL is not to blame for. */
  sentence?: (reason: string) => string
}

/** Runs one of an operator's commands, and ends as it says. What PostgreSQL does not serve is one sentence. */
export async function runCommand(
  { usage, uses, sentence = (reason) => reason }: Command,
  work: () => Promise<number>,
): Promise<void> {
  if (isHelpAsked()) return console.log(usage)
  begin([...databaseUses, 'CLOCK_TOLERANCE_SECONDS', ...uses])
  try {
    await requireRightClock()
    if (uses.includes('DATA_KEY')) await requireOwnKey()
    process.exitCode = await work()
  } catch (cause) {
    process.stderr.write(`${whyNotServed(cause) ?? sentence(reasonOf(cause))}\n`)
    process.exitCode = 1
  } finally {
    await pool().end()
  }
}

/** Whether only how something is written is to be shown. */
export function isHelpAsked(): boolean {
  return process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}

/** What stands on a command line, or a sentence that names what cannot be read. */
export function readArguments<const C extends ParseArgsConfig>(
  config: C,
): ReturnType<typeof parseArgs<C>> | { fault: string } {
  try {
    return parseArgs(config)
  } catch (cause) {
    // "Unknown option '--x'. To specify a positional argument …": the first sentence names it.
    const [named = ''] = reasonOf(cause).split('. ')
    return { fault: `${named}.` }
  }
}
