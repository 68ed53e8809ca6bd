import { expect, test } from 'vitest'
import { freePort } from '#lib/demo/free-port.ts'
import { worksOnPort } from '#lib/worker/worker-health.ts'

test('a worker is ready from its first heartbeat on', async () => {
  const port = await freePort()
  const health = worksOnPort(port)
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(({ status }) => status)
  expect(await ask('/ready')).toBe(503)
  health.beaten()
  expect(await ask('/ready')).toBe(200)
  expect(await ask('/')).toBe(404)
  health.close()
  worksOnPort(undefined).close()
})
