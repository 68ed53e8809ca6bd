import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePort } from '#lib/demo/free-port.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()

async function startWorldProcess(worldPort: number) {
  const child = fork('lib/demo/world/main.ts', {
    silent: true,
    env: {
      ...process.env,
      WORLD_PORT: String(worldPort),
      SMTP_PORT: String(await freePort()),
      WORLD_DATABASE_URL: process.env.DATABASE_URL,
      PORTAL_URL: 'http://localhost:1',
    },
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  return { child, said: () => said }
}

const ended = async (child: ChildProcess) => (await once(child, 'exit'))[0] as number | null

test('the world starts, keeps its phones over a restart, and ends with its parent', async () => {
  const port = await freePort()
  const first = await startWorldProcess(port)
  await once(first.child, 'message')
  const url = `http://127.0.0.1:${port}`
  await fetch(`${url}/mdm/serendib/phones`, { method: 'POST', body: '[{"id":"dev-1"}]' })
  await fetch(`${url}/phones/serendib/dev-1/online`, { method: 'POST', body: 'online=false' })
  first.child.kill('SIGTERM')
  expect(await ended(first.child), first.said()).toBe(0)

  const second = await startWorldProcess(port)
  await once(second.child, 'message')
  const phones = await (await fetch(`${url}/phones.json`)).json()
  expect(phones).toMatchObject([{ id: 'dev-1', online: false, locked: true }])
  second.child.disconnect()
  expect(await ended(second.child), second.said()).toBe(0)
})

test('a port in use is one clear sentence', async () => {
  const holder = createServer()
  await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done))
  const address = holder.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { child, said } = await startWorldProcess(port)
  expect(await ended(child)).toBe(1)
  expect(said()).toBe(
    `Port ${port} is in use. Stop what uses it, or choose another with WORLD_PORT.\n`,
  )
  holder.close()
})
