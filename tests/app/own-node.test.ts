import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '#lib/demo/free-port.ts'

/** `next start` by this Node, where nothing was built: then it has nothing to serve. */
async function startedBy(node: string) {
  const program = ['node_modules/next/dist/bin/next', 'start', '-p', String(await freePort())]
  const env = { ...process.env, NEXT_DIST_DIR: '.data/test/never-built' }
  const { status, stderr } = spawnSync(node, program, { env, encoding: 'utf8', timeout: 60_000 })
  return { status, stderr }
}

/** The Node that the machine has of itself, where it is older than ours: not the one that npm brings. */
function olderNode(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const nodes = folders
    .filter((one) => !one.includes('node_modules'))
    .map((one) => join(one, 'node'))
  return nodes.find((node) => {
    const version = /^v(\d+)/.exec(
      spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '',
    )
    return version && Number(version[1]) < 26
  })
}

test('next start by the older Node of this machine is refused in a sentence', async ({ skip }) => {
  const older = olderNode()
  if (!older) return skip('this machine has no older Node of its own')
  expect(await startedBy(older)).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^Keyturn needs Node 26 or newer, and this is [\d.]+: .*\n$/),
  })
})

test('by our own it is not: it looks for what was built', async () => {
  expect(await startedBy(process.execPath)).toEqual({
    status: 1,
    stderr: expect.stringContaining('Could not find a production build'),
  })
})
