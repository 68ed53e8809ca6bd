import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Place } from './postgres-place.ts'
import { isAlive, refuse, runProgram } from './postgres-program.ts'

export const user = 'keyturn'
export const password = 'keyturn'

const builtinLocale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']

/**
 * Makes an empty cluster unless there is one: beside its place, and moved there when whole, so that what dies half-way
 * leaves nothing to trip over. Throws with one plain sentence.
 */
export async function initialise(place: Place, locale = builtinLocale): Promise<void> {
  const { databaseDir, identity } = place
  if (existsSync(join(databaseDir, 'PG_VERSION'))) return
  const draft = `${databaseDir}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  const passwordFile = `${draft}.password`
  await mkdir(draft, { recursive: true, mode: 0o700 })
  try {
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (identity.uid !== undefined && identity.gid !== undefined)
      for (const path of [draft, passwordFile]) await chown(path, identity.uid, identity.gid)
    const access = [`--username=${user}`, '--auth=password', `--pwfile=${passwordFile}`]
    await runProgram(place, 'initdb', ['-D', draft, '--encoding=UTF8', ...locale, ...access])
    await moveUnlessThere(draft, databaseDir)
  } catch (cause) {
    refuse(databaseDir, cause as Error)
  } finally {
    for (const path of [draft, passwordFile]) await rm(path, { recursive: true, force: true })
    await removeDrafts(databaseDir)
  }
}

async function moveUnlessThere(draft: string, databaseDir: string): Promise<void> {
  try {
    await rename(draft, databaseDir)
  } catch {
    // Another start was faster, or something unfinished lies there.
    if (existsSync(join(databaseDir, 'PG_VERSION'))) return
    await rm(databaseDir, { recursive: true, force: true })
    await rename(draft, databaseDir)
  }
}

async function removeDrafts(databaseDir: string): Promise<void> {
  const folder = dirname(databaseDir)
  for (const name of await readdir(folder)) {
    const [, pid] = /^postgres\.new-(\d+)/.exec(name) ?? []
    if (pid && !isAlive(Number(pid))) await rm(join(folder, name), { recursive: true, force: true })
  }
}
