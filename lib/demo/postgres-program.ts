import { spawn } from 'node:child_process'
import type { Place } from './postgres-place.ts'

/** Runs one of PostgreSQL's programs as the user it needs. Rejects with what it said when it fails. */
export function runProgram(
  place: Place,
  program: 'initdb' | 'pg_ctl',
  args: string[],
): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(place.program(program), args, {
      ...place.identity,
      cwd: '/',
      // A group of its own: Ctrl-C is for us to answer.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.once('error', fail)
    child.once('close', (code) =>
      code === 0 ? done() : fail(new Error(said || `${program} ended with exit code ${code}`)),
    )
  })
}

/** Throws the one sentence for a cluster that cannot run. */
export function refuse(databaseDir: string, cause: Error): never {
  const reason = cause.message.trim().split('\n').at(-1)
  throw new Error(
    `The bundled PostgreSQL cannot run in ${databaseDir} (${reason}). Choose another folder with DATA_DIR.`,
  )
}

/** Whether a process has this number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
