import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { gateDirect } from '#lib/domain/notice-gate.ts'
import { env } from '#lib/env.ts'
import { closeMailer } from '#lib/gateways/mail/mail.ts'
import { deliverMail, deliverText, deliverWebhook } from '#lib/gateways/watched-delivery.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { startJsonServer } from '#tests/support/servers/json-server.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'

await freshDatabase()
const mails = await startMailServer()
const texts = await startJsonServer(202)
afterAll(() => Promise.all([mails.stop(), texts.stop()]))
const lender = await givenLender()
const nowhere = '127.0.0.1:1'
const smtp = process.env.SMTP_URL ?? ''

const sender = { name: 'Serendib Mobile', replyTo: 'help@serendib.example' }
const words = { to: 'nimali@mail.example', subject: 'A code', text: 'A code', sender }
const endpointId = randomUUID()
const hook = (url: string) => ({
  url,
  secrets: [`whsec_${Buffer.alloc(32, 7).toString('base64')}`],
  body: { id: 'one' },
  endpointId,
  lenderId: lender.id,
})

/** Each system of the outside: its lane, a try while it is away, one that it refuses, and one that it takes. */
const systems: [name: string, lane: string, away: Try, refused: Try, taken: Try][] = [
  ['mail server', 'mail', () => mail(`smtp://${nowhere}`), () => mail(smtp, 550), () => mail(smtp)],
  [
    'text gateway',
    'text',
    () => text(`http://${nowhere}`, 202),
    () => text(texts.url, 422),
    () => text(texts.url, 202),
  ],
  [
    'address for webhooks',
    `webhook:${endpointId}`,
    () => webhook(`http://${nowhere}`, 202),
    () => webhook(texts.url, 404),
    () => webhook(texts.url, 202),
  ],
]
type Try = () => Promise<unknown>

function mail(url: string, status?: number): Promise<unknown> {
  closeMailer()
  env().SMTP_URL = url
  mails.refuse.status = status
  return deliverMail({ ...words, messageId: randomUUID() }, gateDirect('sign_in_code'))
}

function text(url: string, status: number): Promise<unknown> {
  env().SMS_URL = url
  texts.answer.status = status
  return deliverText({ to: '+94771110000', body: 'A code', sender }, gateDirect('sign_in_code'))
}

function webhook(url: string, status: number): Promise<unknown> {
  env().WEBHOOKS_TO_PRIVATE = true
  texts.answer.status = status
  return deliverWebhook(hook(url), Temporal.Now.instant())
}

const lanes = systems.map(([, lane]) => lane)
const breakers = () =>
  database()
    .selectFrom('breakers')
    .select(['lane', 'failures', 'openedAt'])
    .where('lane', 'in', lanes)
    .execute()

beforeEach(() => database().deleteFrom('breakers').where('lane', 'in', lanes).execute())

test.for(systems)(
  '%s: silence opens its breaker after five in a row, and no other’s',
  async ([, lane, away]) => {
    for (let failures = 1; failures <= 4; failures += 1) {
      await away().catch(() => {})
      expect(await breakers()).toMatchObject([{ lane, failures, openedAt: null }])
    }
    await away().catch(() => {})
    expect(await breakers()).toMatchObject([{ lane, failures: 5, openedAt: expect.anything() }])
  },
)

test.for(systems)(
  '%s: whatever it answers closes it, a refusal too',
  async ([, lane, away, refused, taken]) => {
    for (const answered of [refused, taken]) {
      await away().catch(() => {})
      expect(await breakers()).toMatchObject([{ lane, failures: 1 }])
      await answered().catch(() => {})
      expect(await breakers()).toEqual([])
    }
  },
)
