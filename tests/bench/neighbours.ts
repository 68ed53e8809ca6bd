import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { encrypt } from '#lib/encrypt.ts'
import { ask } from '#tests/support/http.ts'
import { fillBooks, givenOpenPayments, type OpenPayment } from './books.ts'
import { spreadOf } from './measure.ts'
import { say } from './say.ts'
import type { Stack } from './stack.ts'
import { paidWebhook } from './webhook.ts'

const perSecond = 20

/** Paid to open at two lenders, alone and while a third one's lock service drips, the mail server hangs and 200 unlocks wait. */
export async function neighbours(stack: Stack, scale: number, mail: MailStub): Promise<void> {
  const good = await startService(openAtOnce)
  const dripping = await startService(drip)
  const others: string[] = []
  for (const slug of ['second', 'third', 'dripping']) {
    const lenderId = await fillBooks(stack.pool, 1_500, slug)
    await connect(stack, lenderId, slug === 'dripping' ? dripping.url : good.url)
    others.push(lenderId)
  }
  const count = 400 * scale
  const payments = async (from: number) => {
    const beside = await givenOpenPayments(stack.pool, from, count, others[0])
    return [...beside, ...(await givenOpenPayments(stack.pool, from, count, others[1]))]
  }
  await stack.startWorker()
  await paidToOpen(stack, await payments(1))
  const quiet = await paidToOpen(stack, await payments(450))

  mail.hangs = true
  for (const payment of await givenOpenPayments(stack.pool, 1, 200, others[2]))
    await post(stack, payment)
  await sleep(1_000)
  const beside = await paidToOpen(stack, await payments(900))
  say(
    '(h) paid to open, ms, p99 beside a service that drips, mail that hangs and 200 unlocks that wait',
    `${beside.p99.toFixed(0)}; quiet ${quiet.p99.toFixed(0)}: ratio ${(beside.p99 / quiet.p99).toFixed(2)} (p50 ${beside.p50.toFixed(0)} and ${quiet.p50.toFixed(0)})`,
    '≤ 2',
  )
  mail.hangs = false
  good.close()
  dripping.close()
}

async function paidToOpen(stack: Stack, payments: OpenPayment[]) {
  const paidAt = new Map<string, number>()
  for (const payment of payments) {
    paidAt.set(payment.paymentId, Date.now())
    void post(stack, payment)
    await sleep(1000 / perSecond)
  }
  const openAt = await untilOpen(stack, [...paidAt.keys()])
  return spreadOf([...paidAt].map(([id, at]) => (openAt.get(id) ?? Number.POSITIVE_INFINITY) - at))
}

function post({ portal }: Stack, { paymentId }: OpenPayment) {
  return ask(`${portal}/api/webhooks/stripe`, { method: 'POST', ...paidWebhook(paymentId) })
}

// The last ones get two minutes: what is not open by then counts as never.
async function untilOpen({ pool }: Stack, ids: string[]): Promise<Map<string, number>> {
  for (let tries = 0; ; tries += 1) {
    const { rows } = await pool.query(
      `select payments.id, extract(epoch from confirmed_at) * 1000 as at
         from payments join unlocks on unlocks.id = payments.unlock_id
        where payments.id = any($1) and confirmed_at is not null`,
      [ids],
    )
    if (rows.length === ids.length || tries === 240)
      return new Map(rows.map(({ id, at }) => [id, Number(at)]))
    await sleep(500)
  }
}

async function connect({ pool }: Stack, lenderId: string, url: string): Promise<void> {
  await pool.query(
    `insert into mdm_connections (lender_id, provider, base_url, secret_encrypted) values ($1, 'http', $2, $3)`,
    [lenderId, url, encrypt('bench', 'mdm-secret')],
  )
}

type Answer = (device: string, response: ServerResponse) => void

const openAtOnce: Answer = (id, response) => {
  const observedAt = new Date().toISOString()
  const device = { id, actual: 'unlocked', otherLocks: [], observedAt, rawStatus: 'OPEN' }
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ alreadySatisfied: true, device }))
}

// Never idle for long, never done.
const drip: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 500)
  response.once('close', () => clearInterval(timer))
}

async function startService(answer: Answer) {
  const server = createServer((request, response) => {
    const device = /devices\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? ''
    request.resume()
    request.on('end', () => answer(device, response))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

type MailStub = { url: string; hangs: boolean; close(): void }

/** A mail server that takes everything; when it `hangs`, it greets and says nothing more. */
export async function startMailStub(): Promise<MailStub> {
  const stub = { url: '', hangs: false, close: () => server.close() }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_address, _session, callback) => {
      if (!stub.hangs) callback()
    },
    onData(stream, _session, callback) {
      stream.resume()
      stream.once('end', () => callback())
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  stub.url = `smtp://127.0.0.1:${port}`
  return stub
}
