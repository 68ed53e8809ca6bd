import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { noticeKinds, noticeSorts } from '#lib/domain/notice.ts'
import { claimNotice } from '#lib/notices/claim-notice.ts'
import { queueNotice } from '#lib/notices/queue-notice.ts'
import sendNotice from '#lib/worker/tasks/send-notice.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { promised } from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { anyHour } from '#tests/support/policy.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { passTime } from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(() => mailbox.stop())
beforeEach(() => {
  mailbox.mails.length = 0
})

/** In Colombo; demands from 8 to 20. */
const night = '2026-11-22T00:00:30+05:30'
const morning = '2026-11-22T08:00:00+05:30'
const hours = { ...anyHour(), demandsFrom: 8, demandsUntil: 20 }
const lender = await givenLender({ policy: { hours } })

const queuedIds: string[] = []
// What one test left waiting is not sent in the next, whose worker may run by day.
afterEach(async () => {
  const ids = queuedIds.splice(0)
  if (ids.length === 0) return
  await database()
    .updateTable('notices')
    .set({ failedAt: Temporal.Now.instant(), failure: 'the test is over' })
    .where('id', 'in', ids)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .execute()
})

const claim = (noticeId: string, at: string) =>
  transaction((tx) => claimNotice(tx, noticeId, Temporal.Instant.from(at)))

async function queued(kind: (typeof noticeKinds)[number], lenderId = lender.id, detail = {}) {
  const causeId = randomUUID()
  await transaction((tx) =>
    queueNotice(tx, {
      lenderId,
      kind,
      causeId,
      detail,
      channel: 'email',
      recipient: 'nimali@mail.example',
      locale: 'en',
    }),
  )
  const { id } = await database()
    .updateTable('notices')
    .set({ nextAttemptAt: Temporal.Instant.from('2026-11-21T18:30:00Z') })
    .where('causeId', '=', causeId)
    .returning('id')
    .executeTakeFirstOrThrow()
  queuedIds.push(id)
  return id
}

function rowOf(id: string) {
  return database().selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

test.for(noticeKinds)('%s is sent at night only if it asks for nothing', async (kind) => {
  const id = await queued(kind)
  const claimed = await claim(id, night)
  expect(Boolean(claimed)).toBe(noticeSorts[kind] === 'news')
  if (claimed) return
  expect(String((await rowOf(id)).nextAttemptAt)).toBe(String(Temporal.Instant.from(morning)))
})

// What it is read by must say the same as the list: one that tells somebody to pay is not news by an oversight.
test('receipts, news of an unlock and what one did oneself are news; every reminder, refusal and miss is a demand', () => {
  const demands = noticeKinds.filter((kind) => noticeSorts[kind] === 'demand')
  expect(demands.toSorted()).toEqual([
    ...['book_took_back', 'dispute_answered', 'dispute_owed_again'],
    ...['money_went_back', 'payment_not_cleared', 'plan_ended', 'plan_missed', 'plan_refused'],
    ...['promise_broken', 'promise_partly_kept', 'promise_reminder'],
    ...[
      'return_decided',
      'return_expired',
      'return_inspected',
      'return_reminder',
      'return_settled',
    ],
  ])
})

test('what failed in the evening is not tried again at night', async () => {
  const id = await queued('payment_not_cleared')
  expect(await claim(id, '2026-11-21T19:59:59+05:30')).toBeUndefined()
  expect(await claim(id, '2026-11-22T08:00:00+05:30')).toMatchObject({ attempts: 1 })
  expect(await claim(id, '2026-11-22T20:00:00+05:30')).toBeUndefined()
  expect(String((await rowOf(id)).nextAttemptAt)).toBe('2026-11-23T02:30:00Z')
})

/** Hours that are not now, and not soon. */
function notNow() {
  const { hour } = Temporal.Now.zonedDateTimeISO('Asia/Colombo')
  return hour < 12
    ? { ...anyHour(), demandsFrom: hour + 2 }
    : { ...anyHour(), demandsUntil: hour - 1 }
}

test('a promise that is kept before the morning is never called broken', async () => {
  const own = await givenLender({ policy: { hours: notNow() } })
  const loan = await givenLoan(own, twoLate())
  const { promiseId } = await promised(loan)
  const setState = (state: 'broken' | 'kept') =>
    database()
      .updateTable('promises')
      .set({ state, paidMinor: 0n, decidedAt: Temporal.Now.instant() })
      .where('id', '=', promiseId)
      .execute()
  await setState('broken')
  const told = await queued('promise_broken', own.id, { promiseId })
  const other = await queued('promise_kept', own.id, { promiseId })
  await passTime()
  // Both go at once, so either may come first.
  const subjects = mailbox.mails.map(({ subject }) => subject ?? '')
  expect(subjects).toHaveLength(2)
  expect(subjects.filter((subject) => subject.includes('kept'))).toHaveLength(1)
  await setState('kept')
  await database()
    .updateTable('lenders')
    .set({ policy: JSON.stringify({ ...(await policyOf(own.id)), hours: anyHour() }) })
    .where('id', '=', own.id)
    .execute()
  await database()
    .updateTable('notices')
    .set({ nextAttemptAt: Temporal.Now.instant() })
    .where('id', '=', told)
    .execute()
  await sendNotice({ noticeId: told })
  expect(mailbox.mails).toHaveLength(2)
  expect(await rowOf(told)).toMatchObject({ sentAt: null, gate: 'not_true' })
  expect((await rowOf(other)).sentAt).not.toBeNull()
})

async function policyOf(lenderId: string) {
  const { policy } = await database()
    .selectFrom('lenders')
    .select('policy')
    .where('id', '=', lenderId)
    .executeTakeFirstOrThrow()
  return policy as object
}
