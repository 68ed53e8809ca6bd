import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './postgres-program.ts'

/** Does `work` while no other process does work under the same lock file; a dead process's lock does not count. */
export async function alone<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  while (!(await taken(lockFile))) await sleep(200)
  try {
    return await work()
  } finally {
    await rm(lockFile, { force: true })
  }
}

async function taken(lockFile: string): Promise<boolean> {
  try {
    await writeFile(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    const holder = Number(await readFile(lockFile, 'utf8').catch(() => '0'))
    if (holder && !isAlive(holder)) await rm(lockFile, { force: true })
    return false
  }
}
