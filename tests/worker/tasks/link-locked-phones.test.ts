import { parseCrontab } from 'graphile-worker'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import { connectionOf } from '#lib/gateways/mdm/connections.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { connectLockService, endFormerSecret } from '#lib/integrations/connect-lock-service.ts'
import { currentPayLink } from '#lib/payments/links/current-pay-link.ts'
import { payLinkByCode } from '#lib/payments/links/pay-link.ts'
import { pauseProvider, resumeProvider } from '#lib/unlocks/pause-provider.ts'
import linkLockedPhones from '#lib/worker/tasks/link-locked-phones.ts'
import { crontab } from '#lib/worker/timetable.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { drain, passTime, startWorld } from '#tests/support/world.ts'

await freshDatabase()
const { connect, givenPhone } = await startWorld()
const lender = await givenLender()
await connect(lender, 400)

const linkOf = ({ loanId }: GivenLoan) => currentPayLink(database(), lender.id, loanId)
const isIn = (lockState: LockState, { deviceId }: GivenLoan) =>
  database().updateTable('devices').set({ lockState }).where('id', '=', deviceId).execute()

async function lockedPhone(): Promise<Awaited<ReturnType<typeof givenPhone>>> {
  const loan = await givenPhone(lender, twoLate())
  await isIn('locked', loan)
  return loan
}

test('a phone that was imported and says it is locked gets a link, on its lock screen, that opens', async () => {
  const loan = await lockedPhone()
  await linkLockedPhones()
  await drain()
  const code = (await linkOf(loan))?.code ?? ''
  await vi.waitFor(() => expect(loan.phone().payLink).toBe(`${portalUrl(lender.host)}/p/${code}`))
  expect(await payLinkByCode(database(), lender.id, code)).toMatchObject({ loanId: loan.loanId })
})

test('once: a phone that has a link keeps it', async () => {
  const loan = await lockedPhone()
  await linkLockedPhones()
  const first = await linkOf(loan)
  await Promise.all([linkLockedPhones(), linkLockedPhones()])
  expect((await linkOf(loan))?.payLinkId).toBe(first?.payLinkId)
})

test('not while it is open, handed back, opened by hand, or its service is stopped', async () => {
  const open = await lockedPhone()
  const returned = await lockedPhone()
  const byHand = await givenLoan(lender, twoLate(), { provider: 'manual' })
  await Promise.all([isIn('unlocked', open), isIn('locked', byHand)])
  const db = database()
  const returnedAt = Temporal.Now.instant()
  await db
    .updateTable('devices')
    .set({ handedBackAt: returnedAt })
    .where('id', '=', returned.deviceId)
    .execute()
  await linkLockedPhones()
  for (const loan of [open, returned, byHand]) expect(await linkOf(loan)).toBeUndefined()
  const waiting = await lockedPhone()
  const service = { lenderId: lender.id, provider: 'http' }
  await transaction((tx) => pauseProvider(tx, { ...service, reason: 'away', now: returnedAt }))
  await linkLockedPhones()
  expect(await linkOf(waiting)).toBeUndefined()
  await transaction((tx) => resumeProvider(tx, service))
  await linkLockedPhones()
  expect(await linkOf(waiting)).toBeDefined()
})

test('a service that takes no link from us is one case, however many phones it has', async () => {
  await passTime()
  const loans = await Promise.all([lockedPhone(), lockedPhone()])
  const { baseUrl } = await connectionOf(database(), lender.id, 'http')
  const wrong = { baseUrl: baseUrl ?? '', secret: 'not-what-was-agreed-on' }
  await transaction((tx) =>
    connectLockService(tx, {
      lenderId: lender.id,
      provider: 'http',
      by: 'operator',
      now: Temporal.Now.instant(),
      ...wrong,
    }),
  )
  await transaction((tx) =>
    endFormerSecret(tx, { lenderId: lender.id, provider: 'http', by: 'operator' }),
  )
  await linkLockedPhones()
  await drain()
  for (const loan of loans)
    expect(await linkOf(loan)).toMatchObject({ showFailure: 'auth_expired', showNextAt: null })
  const cases = await database()
    .selectFrom('cases')
    .select(['loanId', 'closedAt'])
    .where('kind', '=', 'pay_link_not_shown')
    .execute()
  expect(cases).toEqual([{ loanId: null, closedAt: null }])
})

test('two workers that link the same new phones at once: each phone has one link', async () => {
  const loans = await Promise.all(Array.from({ length: 6 }, () => lockedPhone()))
  await Promise.all([linkLockedPhones(), linkLockedPhones(), linkLockedPhones()])
  const links = await database()
    .selectFrom('payLinks')
    .select('deviceId')
    .where(
      'deviceId',
      'in',
      loans.map(({ deviceId }) => deviceId),
    )
    .execute()
  expect(links).toHaveLength(loans.length)
})

test('whose time is over leaves the rest to the next, and one at a time', async () => {
  await drain()
  const loans = await Promise.all([lockedPhone(), lockedPhone()])
  const linked = async () => (await Promise.all(loans.map(linkOf))).filter((link) => link)
  await linkLockedPhones({}, 0)
  expect(await linked()).toHaveLength(1)
  const { rows } = await sql`
    select queues.queue_name, jobs.key, jobs.priority from graphile_worker._private_jobs as jobs
      join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id
      left join graphile_worker._private_job_queues as queues on queues.id = jobs.job_queue_id
     where tasks.identifier = 'link-locked-phones'`.execute(database())
  const name = 'link-locked-phones'
  expect(rows).toEqual([{ queueName: name, key: name, priority: 10 }])
  await drain()
  expect(await linked()).toHaveLength(2)
})

test('the timetable starts everything in a queue and under a key of its own', () => {
  const items = parseCrontab(crontab)
  expect(items.length).toBeGreaterThan(0)
  for (const { task, options } of items)
    expect(options).toMatchObject({ queueName: task, jobKey: task, priority: 10 })
})
