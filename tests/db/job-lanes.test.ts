import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { sendCode } from '#lib/accounts/send-code.ts'
import { database } from '#lib/db/client.ts'
import { addJob, type JobName, type Jobs } from '#lib/db/jobs.ts'
import { transaction } from '#lib/db/transaction.ts'
import { queueWebhook } from '#lib/integrations/queue-webhook.ts'
import { queueNotice } from '#lib/notices/queue-notice.ts'
import { currentPayLink } from '#lib/payments/links/current-pay-link.ts'
import { makePayLink } from '#lib/payments/links/pay-link.ts'
import { queuePayLink } from '#lib/payments/links/queue-pay-link.ts'
import { queueBrowserLink } from '#lib/staff/browser-link.ts'
import { readPhonesOf } from '#lib/unlocks/read-phones-of.ts'
import { tasks } from '#lib/worker/tasks.ts'
import { crontab } from '#lib/worker/timetable.ts'
import { bookRow, connect, imported } from '#tests/loans/import/loan-book.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenEndpoint } from '#tests/support/servers/webhook-receiver.ts'
import { givenChallenge } from '#tests/support/sign-in.ts'
import { accept } from '#tests/support/stripe-events.ts'
import { loseTheQueue } from '#tests/support/world.ts'
import { request } from '#tests/unlocks/given-unlock.ts'

await freshDatabase({ bystanders: false })
const lender = await givenLender({ slug: 'serendib', alone: true })
await connect(lender)
const loan = await givenLoan(lender, twoLate(), { lockState: 'locked' })
const { id: lenderId } = lender
const { deviceId, loanId, borrowerId } = loan
const lock = `lock:${lenderId}:http`
const at = (kind: string, system: string) => [kind, system, `${kind}@${system}`]
const [unlock, reading] = [at('unlock', lock), at('reading', lock)]

type Way = [job: JobName, queue: () => Promise<unknown>, lanes: () => string[]]

/** Each kind of job as the product queues it, and the lanes that it is to take. */
const ways: Way[] = [
  ['psp-event', () => accept({ type: 'customer.created', object: { id: 'cus_1' } }), () => []],
  ['ask-about-event', () => added('ask-about-event', { eventId: 'evt' }), () => ['psp']],
  ['check-payment', () => added('check-payment', { paymentId: randomUUID() }), () => ['psp']],
  ['refund-payment', () => added('refund-payment', { refundId: randomUUID() }), () => ['psp']],
  ['follow-elsewhere', paidElsewhere, () => ['later']],
  ['send-unlock', () => request(loan), () => unlock],
  ['check-unlock', async () => added('check-unlock', await request(loan)), () => reading],
  ['read-device', () => transaction((tx) => readPhonesOf(tx, borrowerId)), () => reading],
  ['read-phones', readPhones, () => reading],
  ['show-pay-link', showPayLink, () => reading],
  ['show-lock-screen-code', () => code('lock_screen'), () => unlock],
  ['send-sign-in-code', () => code('email'), () => at('code', 'mail')],
  ['send-sign-in-code', () => code('sms'), () => at('code', 'text')],
  ['send-browser-link', browserLink, () => at('code', 'mail')],
  ['send-notice', () => notice('email'), () => at('notice', 'mail')],
  ['send-notice', () => notice('sms'), () => at('notice', 'text')],
  ['send-webhook', webhook, () => at('webhook', `webhook:${endpoint}`)],
]
let endpoint = ''

beforeEach(loseTheQueue)

test.for(ways)('%s takes the lanes of what it waits for (%#)', async ([name, queue, lanes]) => {
  await queue()
  const { rows } = await sql<{ flags: object | null }>`
    select jobs.flags from graphile_worker._private_jobs as jobs
      join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id
     where tasks.identifier = ${name}`.execute(database())
  expect(rows.map(({ flags }) => Object.keys(flags ?? {}).sort())).toEqual([lanes().sort()])
})

test('no job is left out but those of the timetable, of which there is one at a time', () => {
  const known = new Set<string>(ways.map(([name]) => name))
  const others = Object.keys(tasks).filter((name) => !known.has(name))
  expect(others.filter((name) => !crontab.includes(` ${name} `))).toEqual([])
})

test('a code for the lock screens of phones at two lock services takes the lanes of both', async () => {
  const both = await givenLoan(lender, twoLate(), { lockState: 'locked' })
  await givenLoan(lender, twoLate(), { provider: 'manual', borrowerId: both.borrowerId })
  await code('lock_screen', both)
  const { rows } = await sql<{ flags: object }>`
    select flags from graphile_worker._private_jobs`.execute(database())
  expect(rows.map(({ flags }) => Object.keys(flags).sort())).toEqual([
    [...new Set([...unlock, ...at('unlock', `lock:${lenderId}:manual`)])].sort(),
  ])
})

function added<N extends JobName>(name: N, payload: Jobs[N]): Promise<void> {
  return addJob(database(), name, payload)
}

async function paidElsewhere(): Promise<void> {
  await imported([bookRow('serendib', 1)])
  await imported([bookRow('serendib', 1, { paid_elsewhere: '100.00' })])
}

function browserLink(): Promise<void> {
  const account = { lenderId, email: `${randomUUID()}@lender.example`, staffId: randomUUID() }
  return queueBrowserLink(database(), account)
}

async function readPhones(): Promise<void> {
  const { id: connectionId } = await database()
    .selectFrom('mdmConnections')
    .select('id')
    .where('lenderId', '=', lenderId)
    .executeTakeFirstOrThrow()
  await added('read-phones', { connectionId })
}

async function showPayLink(): Promise<void> {
  await transaction(async (tx) => {
    await makePayLink(tx, { lenderId, deviceId, actor: 'keyturn' })
    const made = await currentPayLink(tx, lenderId, loanId)
    await queuePayLink(tx, made?.payLinkId ?? '', Temporal.Now.instant())
  })
}

async function code(method: 'lock_screen' | 'email' | 'sms', { loanNumber } = loan): Promise<void> {
  const now = Temporal.Now.instant()
  const challengeId = await givenChallenge(lenderId, loanNumber, now)
  await transaction((tx) => sendCode(tx, { challengeId, lenderId, method, now }))
}

function notice(channel: 'email' | 'sms'): Promise<void> {
  const to = { recipient: 'nimali@mail.example', locale: 'en', detail: {} } as const
  const causeId = randomUUID()
  return transaction((tx) =>
    queueNotice(tx, { lenderId, kind: 'receipt', causeId, channel, ...to }),
  )
}

async function webhook(): Promise<void> {
  endpoint = (await givenEndpoint(lenderId, 'https://told.example/holds')).endpointId
  const told = { lenderId, type: 'hold.placed', causeId: randomUUID(), payload: {} } as const
  await transaction((tx) => queueWebhook(tx, told))
}
