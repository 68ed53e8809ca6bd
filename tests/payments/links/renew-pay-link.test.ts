import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { currentPayLink } from '#lib/payments/links/current-pay-link.ts'
import { makePayLink, payLinkByCode } from '#lib/payments/links/pay-link.ts'
import { renewPayLink } from '#lib/payments/links/renew-pay-link.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { loseTheQueue, queuedTasks } from '#tests/support/world.ts'

await freshDatabase()
const lender = await givenLender()
const staff = await givenStaff(lender, 'agent')

async function givenLink(values: Parameters<typeof givenLoan>[2] = {}) {
  const loan = await givenLoan(lender, twoLate(), values)
  const { deviceId } = loan
  const code = await transaction((tx) =>
    makePayLink(tx, { lenderId: lender.id, deviceId, actor: 'keyturn' }),
  )
  await loseTheQueue()
  return { loan, code, seen: (await linkOf(loan))?.payLinkId }
}

const linkOf = ({ loanId }: GivenLoan) => currentPayLink(database(), lender.id, loanId)

const renew = (
  { loanId }: GivenLoan,
  seenLinkId: string | undefined,
  { lenderId = lender.id, payLinkId = randomUUID() } = {},
) =>
  transaction((tx) =>
    renewPayLink(tx, {
      payLinkId,
      lenderId,
      loanId,
      seenLinkId,
      staffId: staff.id,
      reason: 'Photographed by a shop',
      now: Temporal.Now.instant(),
    }),
  )

const opens = (code: string) => payLinkByCode(database(), lender.id, code)

// From the sixth time on PostgreSQL plans a statement of one connection without looking at its values.
test('links are made on one connection for as many phones as there are', async () => {
  const loans: GivenLoan[] = []
  for (let phones = 0; phones < 8; phones += 1) loans.push(await givenLoan(lender, twoLate()))
  await transaction(async (tx) => {
    for (const { deviceId } of loans)
      await makePayLink(tx, { lenderId: lender.id, deviceId, actor: 'keyturn' })
  })
  for (const loan of loans) expect(await linkOf(loan)).toBeDefined()
})

describe('a pay link renewed', () => {
  test('ends the old one, and has the new one shown once the transaction commits', async () => {
    const { loan, code, seen } = await givenLink()
    const renewed = await renew(loan, seen)
    expect(await opens(code)).toBeUndefined()
    const made = await linkOf(loan)
    expect(renewed).toEqual({ payLinkId: made?.payLinkId })
    expect(made?.payLinkId).not.toBe(seen)
    expect(await opens(made?.code ?? '')).toMatchObject({ loanId: loan.loanId })
    expect(made).toMatchObject({ shownAt: null, showFailure: null })
    expect(made?.showNextAt).not.toBeNull()
    expect(await queuedTasks()).toEqual(['show-pay-link'])
  })

  test('by one form once, however often it is sent', async () => {
    const { loan, seen } = await givenLink()
    const payLinkId = randomUUID()
    expect(await renew(loan, seen, { payLinkId })).toEqual({ payLinkId })
    expect(await renew(loan, seen, { payLinkId })).toEqual({ payLinkId })
    expect(await linkOf(loan)).toMatchObject({ payLinkId })
  })

  test('stands in the audit log with who and why', async () => {
    const { loan, seen } = await givenLink()
    const renewed = await renew(loan, seen)
    const lines = await database()
      .selectFrom('auditLog')
      .select(['action', 'subjectId', 'detail'])
      .where('actor', '=', `staff:${staff.id}`)
      .orderBy('id', 'desc')
      .limit(2)
      .execute()
    const detail = { reason: 'Photographed by a shop' }
    expect(lines).toEqual([
      { action: 'pay_link.made', subjectId: Object(renewed).payLinkId, detail },
      { action: 'pay_link.revoked', subjectId: seen, detail },
    ])
  })

  test('is not renewed by who saw another one, nor by two at once', async () => {
    const { loan, seen } = await givenLink()
    expect(await renew(loan, undefined)).toEqual({ refusal: 'changed_since' })
    const both = await Promise.all([renew(loan, seen), renew(loan, seen)])
    expect(both).toContainEqual({ refusal: 'changed_since' })
    expect(both).toContainEqual({ payLinkId: (await linkOf(loan))?.payLinkId })
  })

  test('is made where there is none', async () => {
    const loan = await givenLoan(lender, twoLate())
    expect(await linkOf(loan)).toBeUndefined()
    expect(await renew(loan, undefined)).toHaveProperty('payLinkId')
    expect(await linkOf(loan)).toBeDefined()
  })

  test('of a released phone is made, and sent nowhere', async () => {
    const { loan, code, seen } = await givenLink({ lockState: 'released' })
    expect(await renew(loan, seen)).toHaveProperty('payLinkId')
    expect(await opens(code)).toBeUndefined()
    expect(await queuedTasks()).toEqual([])
    expect((await linkOf(loan))?.showNextAt).toBeNull()
  })

  test('of another lender is not there', async () => {
    const { loan, code, seen } = await givenLink()
    expect(await renew(loan, seen, { lenderId: (await givenLender()).id })).toEqual({
      refusal: 'missing',
    })
    expect(await opens(code)).toBeDefined()
  })
})
