import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './say.ts'
import type { Stack } from './stack.ts'

const answerAfterMs = 50
const open = { actual: 'unlocked', rawStatus: 'OPEN' }
const lockedOneIn = 5
const longestMs = 20 * 60_000

/**
 * How long it takes to read the phones of a book that was imported just now, at a service that answers in 50 ms, and to have those
 * that are locked show their links.
 */
export async function readings(stack: Stack): Promise<void> {
  const service = await startSlowService()
  await stack.pool.query('update mdm_connections set base_url = $1', [service.url])
  await stack.pool.query(
    `update devices set lock_state = 'unknown', lock_state_at = null, read_at = null`,
  )
  await stack.pool.query('delete from pay_links')
  await stack.pool.query('vacuum analyze devices, pay_links')
  await stack.startWorker()
  const seconds = await secondsUntil(async () => (await unread(stack)) === 0)
  const perSecond = stack.loans / seconds
  say(
    `(i) ${stack.loans} phones read, one by one, at a service that answers in ${answerAfterMs} ms`,
    `${seconds.toFixed(0)} s, ${perSecond.toFixed(0)} a second: 20,000 in ${(20_000 / perSecond / 60).toFixed(1)} minutes`,
    '≤ 10 minutes',
  )
  const links = Math.floor(stack.loans / lockedOneIn)
  await secondsUntil(async () => (await shown(stack)).count >= links)
  const { count, minutes } = await shown(stack)
  say(
    `    links shown on the ${links} of them that are locked, read and linked at once`,
    `${count} in ${minutes.toFixed(1)} minutes: ${(count / minutes).toFixed(0)} a minute`,
    '> 60 a minute',
  )
  service.close()
}

async function secondsUntil(isSo: () => Promise<boolean>): Promise<number> {
  const startedAt = performance.now()
  const past = () => performance.now() - startedAt
  while (!(await isSo())) {
    if (past() > longestMs) throw new Error(`not over after ${longestMs / 60_000} minutes`)
    await sleep(500)
  }
  return past() / 1000
}

async function shown({ pool }: Stack): Promise<{ count: number; minutes: number }> {
  const { rows } = await pool.query(
    `select count(*) as count, extract(epoch from max(shown_at) - min(created_at)) / 60 as minutes
       from pay_links where shown_at is not null`,
  )
  return { count: Number(rows[0].count), minutes: Number(rows[0].minutes) }
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
    const isLocked = Number(/\d+$/.exec(id)?.[0]) % lockedOneIn === 0
    const state = isLocked ? { actual: 'locked', rawStatus: 'LOCKED' } : open
    // What is no reading is a message for the lock screen; it is taken.
    const body = id ? { id, ...state, otherLocks: [], observedAt } : {}
    setTimeout(
      () =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      answerAfterMs,
    )
    request.resume()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}
