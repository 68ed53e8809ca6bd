import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './say.ts'
import type { Stack } from './stack.ts'

const answerAfterMs = 50

/** How long it takes to read the phones of a book that was imported just now, at a service that answers in 50 ms. */
export async function readings(stack: Stack): Promise<void> {
  const service = await startSlowService()
  await stack.pool.query('update mdm_connections set base_url = $1', [service.url])
  await stack.pool.query(
    `update devices set lock_state = 'unknown', lock_state_at = null, read_at = null`,
  )
  await stack.pool.query('vacuum analyze devices')
  await stack.startWorker()
  const startedAt = performance.now()
  while ((await unread(stack)) > 0) await sleep(500)
  const seconds = (performance.now() - startedAt) / 1000
  const perSecond = stack.loans / seconds
  say(
    `(i) ${stack.loans} phones read, one by one, at a service that answers in ${answerAfterMs} ms`,
    `${seconds.toFixed(0)} s, ${perSecond.toFixed(0)} a second: 20,000 in ${(20_000 / perSecond / 60).toFixed(1)} minutes`,
    '≤ 10 minutes',
  )
  service.close()
}

async function unread({ pool }: Stack): Promise<number> {
  const { rows } = await pool.query(
    `select count(*) as unread from devices where lock_state = 'unknown'`,
  )
  return Number(rows[0].unread)
}

async function startSlowService() {
  const server = createServer((request, response) => {
    const id = /devices\/([^/?]+)$/.exec(request.url ?? '')?.[1] ?? ''
    const observedAt = new Date().toISOString()
    const device = { id, actual: 'unlocked', otherLocks: [], observedAt, rawStatus: 'OPEN' }
    setTimeout(
      () =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(device)),
      answerAfterMs,
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}
