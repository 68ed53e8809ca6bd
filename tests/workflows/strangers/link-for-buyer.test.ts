import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { buyerReportByCode } from '#lib/cases/buyer-report-of.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { currentPayLink } from '#lib/payments/links/current-pay-link.ts'
import { makePayLink, payLinkByCode } from '#lib/payments/links/pay-link.ts'
import { endSettlementLink, settlementLinks } from '#lib/payments/links/settlement-link.ts'
import { linkForBuyer } from '#lib/workflows/strangers/link-for-buyer.ts'
import { givenBuyer } from '#tests/cases/given-buyer.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()

const now = Temporal.Now.instant().round('millisecond')
const settlement = { rebatePercent: 5, validDays: 3, byOthers: true }
const lender = await givenLender({ policy: { settlement } })
const closed = await givenLender()
const staff = await givenStaff(lender, 'agent')

async function owed({ loanId }: GivenLoan): Promise<bigint> {
  const { outstandingMinor } = await database()
    .selectFrom('loans')
    .select('outstandingMinor')
    .where('id', '=', loanId)
    .executeTakeFirstOrThrow()
  return outstandingMinor
}

async function make(
  loan: GivenLoan,
  caseReference?: string,
  seen?: bigint,
  payLinkId: string = randomUUID(),
) {
  const seenOutstandingMinor = seen ?? (await owed(loan))
  return transaction((tx) =>
    linkForBuyer(tx, {
      payLinkId,
      lenderId: lender.id,
      loanId: loan.loanId,
      staffId: staff.id,
      caseReference,
      reason: 'Bought in good faith',
      seenOutstandingMinor,
      now,
    }),
  )
}

describe('a link that pays a loan off', () => {
  test('is made once by one form, however often it is sent', async () => {
    const loan = await givenLoan(lender, twoLate())
    const form = randomUUID()
    const first = await make(loan, undefined, undefined, form)
    expect(first).toMatchObject({ payLinkId: form })
    expect(await make(loan, undefined, undefined, form)).toEqual(first)
    expect(await make(loan)).not.toMatchObject({ payLinkId: form })
  })

  test('stands beside the one of the lock screen, ends with its quote, and is never shown there', async () => {
    const loan = await givenLoan(lender, twoLate())
    const screen = await transaction((tx) =>
      makePayLink(tx, { lenderId: lender.id, deviceId: loan.deviceId, actor: 'keyturn' }),
    )
    const made = await make(loan)
    if (!('code' in made)) throw new Error(made.refusal)
    const link = await payLinkByCode(database(), lender.id, made.code)
    expect(link).toMatchObject({ purpose: 'settlement', loanId: loan.loanId })
    const { seenBy, validUntil } = await database()
      .selectFrom('settlementQuotes')
      .select(['seenBy', 'validUntil'])
      .where('loanId', '=', loan.loanId)
      .executeTakeFirstOrThrow()
    expect(seenBy).toBe(`pay_link:${made.payLinkId}`)
    const after = validUntil.add({ days: 1 }).toZonedDateTime('Asia/Colombo').toInstant()
    expect(link?.endsAt).toEqual(after)
    const current = await currentPayLink(database(), lender.id, loan.loanId)
    expect(current?.code).toBe(screen)
  })

  test('stands on the page of the buyer who wrote, one at a time', async () => {
    const loan = await givenLoan(lender, twoLate())
    const buyer = await givenBuyer({ lenderId: lender.id })
    const first = await make(loan, buyer.reference)
    const second = await make(loan, buyer.reference)
    if (!('code' in first) || !('code' in second)) throw new Error('refused')
    const read = await buyerReportByCode(database(), lender.id, buyer.code)
    expect(read).toMatchObject({ linkCode: second.code })
    expect(await payLinkByCode(database(), lender.id, first.code)).toBeUndefined()
    const links = await settlementLinks(database(), lender.id, loan.loanId)
    expect(links.map(({ caseReference }) => caseReference)).toEqual([buyer.reference])
  })

  test('is refused for a case that is about another loan, or is none of a buyer', async () => {
    const one = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const buyer = await givenBuyer({ lenderId: lender.id })
    expect(await make(one, buyer.reference)).toHaveProperty('code')
    expect(await make(other, buyer.reference)).toEqual({ refusal: 'other_loan' })
    expect(await make(other, 'K7QF-3M2P')).toEqual({ refusal: 'no_such_case' })
    const elsewhere = await givenBuyer({ lenderId: closed.id })
    expect(await make(other, elsewhere.reference)).toEqual({ refusal: 'no_such_case' })
  })

  test('is refused where the figures have changed, and where the lender does not allow it', async () => {
    const loan = await givenLoan(lender, twoLate())
    expect(await make(loan, undefined, 1n)).toEqual({ refusal: 'changed_since' })
    const strict = await givenLoan(closed, twoLate())
    const wanted = {
      payLinkId: randomUUID(),
      lenderId: closed.id,
      loanId: strict.loanId,
      staffId: staff.id,
      caseReference: undefined,
      reason: 'x',
      seenOutstandingMinor: await owed(strict),
      now,
    }
    expect(await transaction((tx) => linkForBuyer(tx, wanted))).toEqual({ refusal: 'not_allowed' })
    const strange = { ...wanted, lenderId: lender.id }
    expect(await transaction((tx) => linkForBuyer(tx, strange))).toEqual({ refusal: 'missing' })
  })

  test('is ended by the lender’s staff, of their own loan only', async () => {
    const loan = await givenLoan(lender, twoLate())
    const made = await make(loan)
    if (!('code' in made)) throw new Error(made.refusal)
    const ending = {
      lenderId: lender.id,
      loanId: loan.loanId,
      payLinkId: made.payLinkId,
      actor: `staff:${staff.id}`,
      now,
    }
    const end = (more: object) => transaction((tx) => endSettlementLink(tx, { ...ending, ...more }))
    expect(await end({ lenderId: closed.id })).toBe(false)
    expect(await end({ loanId: (await givenLoan(lender, twoLate())).loanId })).toBe(false)
    expect(await payLinkByCode(database(), lender.id, made.code)).toBeDefined()
    expect(await end({})).toBe(true)
    expect(await payLinkByCode(database(), lender.id, made.code)).toBeUndefined()
  })
})
