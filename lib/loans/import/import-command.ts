import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename, resolve } from 'node:path'
import { pool } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { readArguments, runCommand } from '#lib/db/start/run-command.ts'
import { describeResult } from './describe-result.ts'
import { importLoans } from './import-loans.ts'
import { showProgress } from './show-progress.ts'

const usage = `Usage: npm run loans:import -- FILE.csv [--dry-run] [--accept-changed-people]

Loads or updates the loans in FILE.csv, all of them, or none when one is wrong.
  --dry-run   check the whole file and say what would change, without changing anything
  --accept-changed-people   change names and contacts of people whom the books know, and pass loans to others
The columns are described in docs/loan-book.md; examples/loan-book.csv is an example.`

const sentence = (reason: string) =>
  `The import stopped: ${reason}\nRun it again: what is written stays, and the rest follows.`

await runCommand({ usage, uses: [], sentence }, () => main(process.argv.slice(2)))

async function main(args: string[]): Promise<number> {
  const asked = readAsked(args)
  if ('fault' in asked) {
    console.error(asked.fault)
    return 2
  }
  // npm runs scripts in the project's folder; INIT_CWD is where the person stands.
  const path = resolve(process.env.INIT_CWD ?? '.', asked.file)
  const unreadable = await whyUnreadable(path)
  if (unreadable) {
    console.error(unreadable)
    return 1
  }
  return importFile(path, asked)
}

type Asked = { file: string; dryRun: boolean; acceptChangedPeople: boolean }

function readAsked(args: string[]): Asked | { fault: string } {
  const read = readArguments({
    args,
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      'accept-changed-people': { type: 'boolean', default: false },
    },
  })
  if ('fault' in read) return { fault: `${read.fault}\n${usage}` }
  const [file, ...more] = read.positionals
  if (!file) return { fault: usage }
  if (more.length > 0) return { fault: `One file at a time: what is ${more.join(', ')}?\n${usage}` }
  const { 'dry-run': dryRun, 'accept-changed-people': acceptChangedPeople } = read.values
  return { file, dryRun, acceptChangedPeople }
}

async function whyUnreadable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.R_OK)
    return (await stat(path)).isFile() ? undefined : `${path} is not a file.`
  } catch {
    return `${path} cannot be read: it is not there, or reading it is not allowed.`
  }
}

async function importFile(path: string, asked: Asked): Promise<number> {
  const { rows } = await pool().query("select to_regclass('public.loans') is null as is_empty")
  if (rows[0]?.is_empty) await migrate(pool())
  const startedAt = performance.now()
  const progress = showProgress(process.stderr)
  const result = await importLoans(pool(), {
    open: () => createReadStream(path, { highWaterMark: 256 * 1024 }),
    fileName: basename(path),
    dryRun: asked.dryRun,
    acceptChangedPeople: asked.acceptChangedPeople,
    by: userInfo().username,
    onProgress: progress.show,
  }).finally(progress.end)
  const say = result.ok ? console.log : console.error
  for (const line of describeResult(result)) say(line)
  if (result.ok) console.log(`Took ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
  return result.ok ? 0 : 1
}
