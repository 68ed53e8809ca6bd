import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import {
  browserLinkHours,
  browserLinkToken,
  queueBrowserLink,
  staffOfBrowserLink,
  takeUpBrowserLink,
} from '#lib/staff/browser-link.ts'
import { forgiveBrowser, limitCodes, limitPasswords } from '#lib/staff/sign-in-limits.ts'
import sendBrowserLink from '#lib/worker/tasks/send-browser-link.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { passHours } from '#tests/support/pass-hours.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { lastJob } from '#tests/support/sign-in.ts'
import { type GivenStaff, givenStaff } from '#tests/support/staff.ts'
import { loseTheQueue } from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(() => mailbox.stop())
beforeEach(async () => {
  mailbox.mails.length = 0
  await loseTheQueue()
})
const lender = await givenLender()
const now = Temporal.Now.instant()
const ready = { passwordHash: '$argon2id$…' }
const asked = (token: string, at = now, lenderId = lender.id) => ({ lenderId, token, now: at })
const tokenOf = ({ id: staffId, lenderId }: GivenStaff) =>
  browserLinkToken({ lenderId, staffId, now })

/** A browser that was not here before, at the same address as whoever tries to guess. */
function tried({ email }: GivenStaff, knownBrowser?: string) {
  return limitPasswords({ lenderId: lender.id, email, address: '203.0.113.9', knownBrowser })
}

test('who was kept out by a stranger’s wrong passwords gets a link, and with it comes in at once', async () => {
  const owner = await givenStaff(lender, 'agent', ready)
  for (let time = 0; time < 10; time += 1) await tried(owner)
  expect(await tried(owner)).toMatchObject({ ok: false })
  await queueBrowserLink(database(), { ...owner, staffId: owner.id })
  const { task, payload } = await lastJob()
  expect(task).toBe('send-browser-link')
  await sendBrowserLink({ lenderId: lender.id, staffId: owner.id, ...payload })
  const [mail] = mailbox.mails
  expect(mail?.to?.[0]?.address).toBe(owner.email)
  const [, token = ''] = /\/desk\/sign-in\/link\/([\w-]+)/.exec(mail?.text ?? '') ?? []
  expect(staffOfBrowserLink(asked(token))).toBe(owner.id)
  expect(await takeUpBrowserLink(asked(token))).toBe(owner.id)
  expect(await tried(owner, randomUUID())).toEqual({ ok: true })
  expect(await tried(owner)).toMatchObject({ ok: false })
})

test('a link works once, for its hours, at its lender; one that somebody made up never', async () => {
  const token = tokenOf(await givenStaff(lender, 'agent', ready))
  const other = tokenOf(await givenStaff(lender, 'agent', ready))
  const later = now.add({ hours: browserLinkHours })
  expect(await takeUpBrowserLink(asked(token, later))).toBeUndefined()
  expect(await takeUpBrowserLink(asked(token, now, (await givenLender()).id))).toBeUndefined()
  expect(await takeUpBrowserLink(asked(`${token.slice(0, -3)}AAA`))).toBeUndefined()
  expect(await takeUpBrowserLink(asked(''))).toBeUndefined()
  const taken = await Promise.all([1, 2, 3].map(() => takeUpBrowserLink(asked(token))))
  expect(taken.filter(Boolean)).toHaveLength(1)
  expect(await takeUpBrowserLink(asked(other))).toBeDefined()
})

test('it begins the count of the browser anew that its owner had used up, and no other', async () => {
  const owner = await givenStaff(lender, 'agent', ready)
  const [own, others] = [randomUUID(), randomUUID()]
  const codes = (knownBrowser: string) =>
    limitCodes({ sessionId: randomUUID(), staffId: owner.id, knownBrowser })
  for (const browser of [own, others]) {
    for (let time = 0; time < 10; time += 1) await tried(owner, browser)
    for (let time = 0; time < 10; time += 1) await codes(browser)
  }
  await forgiveBrowser({ ...owner, staffId: owner.id, knownBrowser: own })
  expect(await tried(owner, own)).toMatchObject({ ok: true })
  expect(await codes(own)).toMatchObject({ ok: true })
  expect(await tried(owner, others)).toMatchObject({ ok: false })
  expect(await codes(others)).toMatchObject({ ok: false })
})

test('one an hour is sent, and nothing to nobody, to another lender’s or to somebody disabled', async () => {
  const owner = await givenStaff(lender, 'agent', ready)
  const account = { ...owner, staffId: owner.id }
  for (let time = 0; time < 5; time += 1) await queueBrowserLink(database(), account)
  await sendBrowserLink(await jobOf(owner.id))
  await loseTheQueue()
  await queueBrowserLink(database(), account)
  await expect(lastJob()).rejects.toThrow('nothing is queued')
  await passHours(1)
  await queueBrowserLink(database(), account)
  expect((await lastJob()).payload).toEqual(await jobOf(owner.id))
  mailbox.mails.length = 0
  const nobody = { lenderId: lender.id, email: 'nobody@lender.example', staffId: undefined }
  await queueBrowserLink(database(), nobody)
  expect((await lastJob()).payload).toEqual({ lenderId: lender.id, staffId: null })
  await sendBrowserLink({ lenderId: lender.id, staffId: null })
  await sendBrowserLink({ lenderId: (await givenLender()).id, staffId: owner.id })
  const left = await givenStaff(lender, 'agent', ready)
  await database().updateTable('staff').set({ disabledAt: now }).where('id', '=', left.id).execute()
  await sendBrowserLink(await jobOf(left.id))
  expect(mailbox.mails).toEqual([])
})

async function jobOf(staffId: string) {
  return { lenderId: lender.id, staffId }
}
