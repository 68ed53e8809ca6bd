import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const seed = '20261121'

test('kill -9 of portals, workers and PostgreSQL during 60 payments loses and doubles nothing', async ({
  signal,
}) => {
  const args = ['--payments', '60', '--kills', '8', '--minutes', '0.5', '--hurried', '--seed', seed]
  const { stdout, stderr } = await run(process.execPath, ['tests/chaos/run.ts', ...args], {
    env: { ...process.env, LOG_LEVEL: 'silent' },
    // One that took too long would stand in the way of the next.
    signal,
    killSignal: 'SIGKILL',
  }).catch((cause: { stdout: string; stderr: string }) => cause)
  expect(stdout, stderr).toMatch(/\n\d+ passed, 0 failed\n$/)
}, 600_000)
