import { expect, test } from 'vitest'
import { freePort } from '#lib/demo/free-port.ts'
import { worksOnPort } from '#lib/worker/worker-health.ts'

async function givenHealth(validMs?: number) {
  const port = await freePort()
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(({ status }) => status)
  return { ask, health: worksOnPort(port, validMs) }
}

test('a worker is ready from its first heartbeat on', async () => {
  const { ask, health } = await givenHealth()
  expect(await ask('/ready')).toBe(503)
  health.beaten()
  expect(await ask('/ready')).toBe(200)
  expect(await ask('/')).toBe(404)
  health.close()
  worksOnPort(undefined).close()
})

test('it is ready no more when its last heartbeat is too old', async () => {
  const { ask, health } = await givenHealth(0)
  health.beaten()
  expect(await ask('/ready')).toBe(503)
  health.close()
})
