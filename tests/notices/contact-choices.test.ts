import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { NoticeKind } from '#lib/domain/notice.ts'
import { type ContactChoices, noChoices } from '#lib/domain/notice-gate.ts'
import { claimNotice } from '#lib/notices/claim-notice.ts'
import { choicesNow, choicesOf, chooseContacts } from '#lib/notices/contact-choices.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { queueNotice } from '#lib/notices/queue-notice.ts'
import { hasStopped, stopStranger } from '#lib/notices/stop-stranger.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { anyHour } from '#tests/support/policy.ts'

await freshDatabase()

const hours = { ...anyHour(), demandsFrom: 8, demandsUntil: 20 }
const lender = await givenLender({ policy: { hours } })
const lenderId = lender.id
/** In Colombo. */
const [atNine, atSix] = ['2126-11-22T09:00:00+05:30', '2126-11-22T18:00:00+05:30'].map((at) =>
  Temporal.Instant.from(at),
) as [Temporal.Instant, Temporal.Instant]
const [email, nominatedPhone] = ['nimali@mail.example', '+94771110000']

async function given(choices: Partial<ContactChoices> = {}) {
  const loan = await givenLoan(lender, twoLate(), { email, nominatedPhone })
  const { borrowerId } = await database()
    .selectFrom('loans')
    .select('borrowerId')
    .where('id', '=', loan.loanId)
    .executeTakeFirstOrThrow()
  const owner = { lenderId, borrowerId }
  const choose = (chosen: Partial<ContactChoices>) =>
    transaction((tx) => {
      const by = `borrower:${borrowerId}`
      const all = Object.assign({}, noChoices, chosen, owner, { locale: null, by, now: atNine })
      return chooseContacts(tx, all)
    })
  if (Object.keys(choices).length > 0) await choose(choices)
  return { loanId: loan.loanId, owner, choose }
}

async function queued(loanId: string, kind: NoticeKind) {
  const causeId = randomUUID()
  await transaction((tx) => queueForBorrower(tx, { loanId, kind, causeId, detail: {} }))
  return causeId
}

const rowsOf = (causeId: string) =>
  database()
    .selectFrom('notices')
    .select(['id', 'channel', 'recipient', 'gate', 'failedAt', 'nextAttemptAt'])
    .where('causeId', '=', causeId)
    .orderBy('channel')
    .execute()

async function claimAll(causeId: string, at: Temporal.Instant) {
  const rows = await rowsOf(causeId)
  const claims = await Promise.all(
    rows.map(({ id }) => transaction((tx) => claimNotice(tx, id, at))),
  )
  return claims.filter((claim) => claim !== undefined)
}

test('a notice goes the way that was chosen, and by mail where nothing was', async () => {
  const channelsOf = async (choices: Partial<ContactChoices>, kind: NoticeKind) => {
    const { loanId } = await given(choices)
    return (await rowsOf(await queued(loanId, kind))).map(({ channel }) => channel)
  }
  expect(await channelsOf({}, 'receipt')).toEqual(['email'])
  expect(await channelsOf({ channel: 'sms' }, 'receipt')).toEqual(['sms'])
  expect(await channelsOf({ channel: 'both' }, 'receipt')).toEqual(['email', 'sms'])
  expect(await channelsOf({ channel: 'email' }, 'plan_missed')).toEqual(['email', 'sms'])
})

test('one that waits when another way is chosen goes that way, and says why not this', async () => {
  const { loanId, choose } = await given()
  const causeId = await queued(loanId, 'receipt')
  await choose({ channel: 'sms' })
  expect(await claimAll(causeId, atNine)).toEqual([])
  const [mail, text] = await rowsOf(causeId)
  expect(mail).toMatchObject({ channel: 'email', gate: 'other_channel' })
  expect(mail?.failedAt).not.toBeNull()
  expect(text).toMatchObject({ channel: 'sms', recipient: nominatedPhone, failedAt: null })
  expect(await claimAll(causeId, atNine)).toMatchObject([{ channel: 'sms' }])
})

test('stopped: reminders are not sent, receipts are, each with its reason; a neighbour is still reminded', async () => {
  const stopped = await given({ isStopped: true })
  const neighbour = await given()
  const kinds = ['promise_made', 'receipt'] as const
  const reminder = await queued(stopped.loanId, kinds[0])
  const receipt = await queued(stopped.loanId, kinds[1])
  const theirs = await queued(neighbour.loanId, kinds[0])
  expect(await claimAll(reminder, atNine)).toEqual([])
  expect((await rowsOf(reminder))[0]).toMatchObject({ gate: 'stopped' })
  expect(await claimAll(receipt, atNine)).toHaveLength(1)
  expect((await rowsOf(receipt))[0]).toMatchObject({ gate: 'still_told', failedAt: null })
  expect(await claimAll(theirs, atNine)).toHaveLength(1)
  expect((await rowsOf(theirs))[0]).toMatchObject({ gate: 'any_hour' })
})

test('a demand waits for the hours that were chosen, a receipt does not', async () => {
  const { loanId } = await given({ hours: { from: 17, until: 24 } })
  const demand = await queued(loanId, 'payment_not_cleared')
  const receipt = await queued(loanId, 'receipt')
  expect(await claimAll(demand, atNine)).toEqual([])
  const [waiting] = await rowsOf(demand)
  expect(waiting).toMatchObject({ gate: 'own_hours', failedAt: null })
  expect(String(waiting?.nextAttemptAt.toZonedDateTimeISO('Asia/Colombo').hour)).toBe('17')
  expect(await claimAll(receipt, atNine)).toHaveLength(1)
  expect(await claimAll(demand, atSix)).toHaveLength(1)
  expect((await rowsOf(demand))[0]).toMatchObject({ gate: 'within_hours' })
})

test('every change is a row, the newest counts, and nobody else’s changes', async () => {
  const one = await given({ channel: 'sms' })
  const other = await given({ channel: 'both' })
  await one.choose({ isStopped: true })
  expect(await choicesOf(database(), one.owner)).toMatchObject([
    { channel: null, isStopped: true, chosenBy: `borrower:${one.owner.borrowerId}` },
    { channel: 'sms', isStopped: false },
  ])
  expect(await choicesNow(database(), other.owner)).toMatchObject({ channel: 'both' })
  expect(await choicesOf(database(), { ...one.owner, lenderId: (await givenLender()).id })).toEqual(
    [],
  )
  const elsewhere = { lenderId: (await givenLender()).id, borrowerId: other.owner.borrowerId }
  const taken = Object.assign({}, noChoices, elsewhere, { locale: null, by: 'x', now: atNine })
  await expect(transaction((tx) => chooseContacts(tx, taken))).rejects.toThrow('no result')
  const log = await database()
    .selectFrom('auditLog')
    .select('actor')
    .where('action', '=', 'contact.chosen')
    .where('subjectId', '=', one.owner.borrowerId)
    .execute()
  expect(log).toHaveLength(2)
})

test('a stranger stops letters with the address and a reference of theirs; with another’s reference nothing stops', async () => {
  const first = await open(await givenLoan(lender, twoLate()))
  const payments = [first, await open(await givenLoan(lender, twoLate()))]
  const helper = `${randomUUID()}@mail.example`
  const [reference, other] = await Promise.all(
    payments.map(async ({ paymentId }, at) => {
      const row = await database()
        .updateTable('payments')
        .set(at === 0 ? { receiptEmail: helper } : { receiptEmail: 'x@mail.example' })
        .where('id', '=', paymentId)
        .returning('reference')
        .executeTakeFirstOrThrow()
      return row.reference
    }),
  )
  const stop = (asked: { email: string; reference: string }) =>
    transaction((tx) => stopStranger(tx, { ...asked, lenderId, now: atNine }))
  await stop({ email: helper, reference: other ?? '' })
  expect(await hasStopped(database(), lenderId, helper)).toBe(false)
  await stop({ email: helper.toUpperCase(), reference: reference ?? '' })
  expect(await hasStopped(database(), lenderId, helper)).toBe(true)
  expect(await hasStopped(database(), (await givenLender()).id, helper)).toBe(false)
  const causeId = randomUUID()
  const notice = { lenderId, kind: 'receipt_helper', causeId, channel: 'email' } as const
  await transaction((tx) =>
    queueNotice(tx, { ...notice, recipient: helper, locale: 'en', detail: {} }),
  )
  expect(await claimAll(causeId, atNine)).toEqual([])
  expect((await rowsOf(causeId))[0]).toMatchObject({ gate: 'stopped' })
})
