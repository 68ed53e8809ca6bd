import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const exitWithParent = new URL('../../lib/demo/exit-with-parent.ts', import.meta.url).href
const nextScript = fileURLToPath(new URL('../../node_modules/next/dist/bin/next', import.meta.url))

export type Keeper = {
  /** The names of what it keeps. */
  names: string[]
  /** `kill -9`. */
  kill(name: string): void
  /** Whether a process that ends is started again at once (as it is from the start). */
  restart(name: string, again: boolean): void
  stop(): Promise<void>
}

type Kept = { args: string[]; child: ChildProcess | undefined; again: boolean }

/** Starts portals and workers, and whatever of it ends, again: as a service manager does. */
export function keep(
  environment: Record<string, string>,
  { ports, workers }: { ports: number[]; workers: number },
): Keeper {
  const kept = new Map<string, Kept>()
  let stopping = false

  function launch(name: string): void {
    const one = kept.get(name)
    if (!one || stopping || one.child) return
    const child = spawn(process.execPath, ['--import', exitWithParent, ...one.args], {
      env: { ...process.env, ...environment, NODE_ENV: 'production' },
      // A portal says every request that failed, and many do here.
      stdio: ['ignore', 'ignore', name.startsWith('portal') ? 'ignore' : 'inherit', 'ipc'],
      detached: true,
    })
    one.child = child
    child.once('exit', () => {
      one.child = undefined
      if (one.again) launch(name)
    })
  }

  for (const port of ports)
    kept.set(`portal ${port}`, {
      args: [nextScript, 'start', '-p', String(port)],
      child: undefined,
      again: true,
    })
  for (let number = 1; number <= workers; number += 1)
    kept.set(`worker ${number}`, { args: ['lib/worker/worker.ts'], child: undefined, again: true })
  for (const name of kept.keys()) launch(name)

  return {
    names: [...kept.keys()],
    kill: (name) => void kept.get(name)?.child?.kill('SIGKILL'),
    restart(name, again) {
      const one = kept.get(name)
      if (one) one.again = again
      if (again) launch(name)
    },
    async stop() {
      stopping = true
      const children = [...kept.values()].flatMap(({ child }) => (child ? [child] : []))
      await Promise.all(
        children.map((child) => {
          const ended = new Promise((done) => child.once('exit', done))
          child.kill('SIGKILL')
          return ended
        }),
      )
    },
  }
}
