import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { askLinkEndsAt } from '#lib/domain/money/ask-link-terms.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { makeAskLink } from '#lib/payments/links/ask-link.ts'
import { askLinksOf, noteLinkOpened, validAskLinks } from '#lib/payments/links/ask-links.ts'
import { currentPayLink } from '#lib/payments/links/current-pay-link.ts'
import { makePayLink, payLinkByCode } from '#lib/payments/links/pay-link.ts'
import { endLinkAndAttempt } from '#lib/workflows/checkout/end-ask-link.ts'
import { dayFromNow, paid, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLoan } from '#tests/support/lender.ts'
import { begun, givenCheckouts, start } from './given-checkout.ts'

const { stripe, lender } = await givenCheckouts()

const now = Temporal.Now.instant().round('millisecond')

type Wish = Partial<Parameters<typeof makeAskLink>[1]>

const make = ({ borrowerId, deviceId }: GivenLoan, wish: Wish = {}) =>
  transaction((tx) =>
    makeAskLink(tx, { payLinkId: randomUUID(), borrowerId, deviceId, name: '', now, ...wish }),
  )

async function made(loan: GivenLoan, wish: Wish = {}): Promise<string> {
  const answer = await make(loan, wish)
  if ('refusal' in answer) throw new Error(answer.refusal)
  return answer.payLinkId
}

const linksOf = (loan: GivenLoan) => askLinksOf(database(), loan)

async function linkOf(loan: GivenLoan, payLinkId: string) {
  const link = (await linksOf(loan)).find((one) => one.payLinkId === payLinkId)
  if (!link) throw new Error('there is no such link')
  return link
}

const end = ({ deviceId }: GivenLoan, payLinkId: string, actor: string, lenderId = lender.id) =>
  endLinkAndAttempt({ lenderId, deviceId, payLinkId, actor, now: Temporal.Now.instant() })

const opens = (code: string) => payLinkByCode(database(), lender.id, code)

function auditOf(payLinkId: string) {
  return database()
    .selectFrom('auditLog')
    .select(['action', 'actor'])
    .where('subjectId', '=', payLinkId)
    .orderBy('id')
    .execute()
}

describe('a link that asks somebody to pay', () => {
  test('stands beside the lock screen’s and others, for fourteen days, with a name that is the borrower’s', async () => {
    const loan = await givenLoan(lender, twoLate())
    const screen = await transaction((tx) =>
      makePayLink(tx, { lenderId: lender.id, deviceId: loan.deviceId, actor: 'keyturn' }),
    )
    const first = await made(loan, { name: '  my\n sister ' })
    const second = await made(loan)
    expect((await linksOf(loan)).map(({ name }) => name).toSorted()).toEqual(['my sister', null])
    const { code, endsAt } = await linkOf(loan, first)
    expect(endsAt).toEqual(askLinkEndsAt(now, 'Asia/Colombo'))
    expect(await opens(code)).toMatchObject({ id: first, purpose: 'ask', loanId: loan.loanId })
    expect((await currentPayLink(database(), lender.id, loan.loanId))?.code).toBe(screen)
    expect(await auditOf(second)).toEqual([
      { action: 'pay_link.made', actor: `borrower:${loan.borrowerId}` },
    ])
  })

  test('is made once by one form, however often it is sent', async () => {
    const loan = await givenLoan(lender, twoLate())
    const payLinkId = randomUUID()
    const both = await Promise.all([make(loan, { payLinkId }), make(loan, { payLinkId })])
    expect(both).toEqual([{ payLinkId }, { payLinkId }])
    expect(await linksOf(loan)).toHaveLength(1)
  })

  test('is one of five at once, also when they are asked for at the same moment', async () => {
    const loan = await givenLoan(lender, twoLate())
    const all = await Promise.all(Array.from({ length: 7 }, () => make(loan)))
    expect(all.filter((one) => 'refusal' in one)).toEqual([
      { refusal: 'too_many' },
      { refusal: 'too_many' },
    ])
    const [{ payLinkId } = { payLinkId: '' }] = await linksOf(loan)
    await end(loan, payLinkId, 'borrower:test')
    expect(await make(loan)).toHaveProperty('payLinkId')
    // Those whose time is over take no place.
    expect(await make(loan, { now: now.add({ hours: 16 * 24 }) })).toHaveProperty('payLinkId')
  })

  test('is refused for a long name, and where nothing falls due while it would stand', async () => {
    const loan = await givenLoan(lender, twoLate())
    expect(await make(loan, { name: 'x'.repeat(61) })).toEqual({ refusal: 'name_too_long' })
    expect(await make(loan, { name: 'x'.repeat(60) })).toHaveProperty('payLinkId')
    const soon = await givenLoan(lender, [
      [dayFromNow(14), 900_000n],
      [dayFromNow(44), 900_000n],
    ])
    expect(await make(soon)).toHaveProperty('payLinkId')
    const later = await givenLoan(lender, [
      [dayFromNow(15), 900_000n],
      [dayFromNow(45), 900_000n],
    ])
    expect(await make(later)).toEqual({ refusal: 'nothing_to_ask' })
  })

  test('is refused for another borrower’s phone, and leaves another’s link as it is', async () => {
    const loan = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const theirs = await made(other)
    expect(await make(loan, { deviceId: other.deviceId })).toEqual({ refusal: 'missing' })
    expect(await make(loan, { payLinkId: theirs })).toEqual({ refusal: 'missing' })
    expect(await end(loan, theirs, 'borrower:test')).toBe('missing')
    expect(await linkOf(other, theirs)).toMatchObject({ revokedAt: null })
    expect(await linksOf(loan)).toEqual([])
    expect(await make(loan)).toHaveProperty('payLinkId')
  })
})

describe('its end', () => {
  test('is at once: what was begun is closed at the provider, and nothing is begun any more', async () => {
    const loan = await givenLoan(lender, twoLate())
    const payLinkId = await made(loan)
    const stays = await made(loan)
    const { code } = await linkOf(loan, payLinkId)
    const { paymentId, sessionId } = await begun(loan, { payLinkId })
    expect(await end(loan, payLinkId, `borrower:${loan.borrowerId}`)).toBe('ended')
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'cancelled' })
    const pages = stripe.sandbox.objects.sessions.all().map(({ session }) => session)
    const page = pages.find(({ id }) => id === sessionId)
    expect(page).toMatchObject({ status: 'expired' })
    expect(await opens(code)).toBeUndefined()
    expect(await start(loan, { payLinkId })).toEqual({ refusal: 'changed_since' })
    expect(await start(loan, { payLinkId: stays })).toHaveProperty('checkoutUrl')
    expect((await auditOf(payLinkId)).map(({ action }) => action)).toEqual([
      'pay_link.made',
      'pay_link.revoked',
    ])
  })

  test('comes although the provider is away, and says that a page is still open', async () => {
    const loan = await givenLoan(lender, twoLate())
    const payLinkId = await made(loan)
    const { code } = await linkOf(loan, payLinkId)
    const { paymentId } = await begun(loan, { payLinkId })
    await stripe.sandbox.turn('stripe.api', 'down')
    expect(await end(loan, payLinkId, 'borrower:test')).toBe('still_open')
    expect(await opens(code)).toBeUndefined()
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
    await stripe.sandbox.turn('stripe.api', 'normal')
    expect(await end(loan, payLinkId, 'borrower:test')).toBe('ended')
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'cancelled' })
  })

  test('comes by itself after its time: nothing is begun by it any more', async () => {
    const loan = await givenLoan(lender, twoLate())
    const payLinkId = await made(loan)
    const { endsAt } = await linkOf(loan, payLinkId)
    expect(await start(loan, { payLinkId, now: endsAt })).toEqual({ refusal: 'changed_since' })
    expect(await start(loan, { payLinkId })).toHaveProperty('checkoutUrl')
  })

  test('leaves the borrower’s own attempt alone', async () => {
    const loan = await givenLoan(lender, twoLate())
    const payLinkId = await made(loan)
    const { paymentId } = await begun(loan)
    expect(await start(loan, { payLinkId })).toMatchObject({ refusal: 'borrower_first' })
    expect(await end(loan, payLinkId, 'borrower:test')).toBe('ended')
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
  })
})

describe('what has come of it', () => {
  test('is that it was opened, the first time, and not by its own borrower', async () => {
    const loan = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const payLinkId = await made(loan)
    const beside = await made(loan)
    const open = (borrowerId: string | undefined, at: Temporal.Instant) =>
      transaction((tx) => noteLinkOpened(tx, { payLinkId, borrowerId, now: at }))
    await open(loan.borrowerId, now)
    expect(await linkOf(loan, payLinkId)).toMatchObject({ openedAt: null })
    await open(other.borrowerId, now)
    await open(undefined, now.add({ minutes: 5 }))
    expect(await linkOf(loan, payLinkId)).toMatchObject({ openedAt: now })
    expect(await linkOf(loan, beside)).toMatchObject({ openedAt: null })
    const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
    expect(phone?.askNews).toMatchObject({ payLinkId, at: now, paid: null })
  })

  test('is that it was opened once somebody begins to pay', async () => {
    const loan = await givenLoan(lender, twoLate())
    const payLinkId = await made(loan)
    const { paymentId } = await begun(loan, { payLinkId })
    const { createdAt } = await paymentRow(paymentId)
    expect(await linkOf(loan, payLinkId)).toMatchObject({ openedAt: createdAt, paidAt: null })
  })

  test('is what was paid and when; on home it is told until other money comes', async () => {
    const loan = await givenLoan(lender, twoLate(900_000n))
    const payLinkId = await made(loan, { name: 'my sister' })
    const beside = await made(loan)
    const phoneNow = async () => phoneOf(database(), loan.borrowerId, loan.deviceId)
    expect((await phoneNow())?.askNews).toBeNull()
    const { paymentId } = await paid(loan, { payLinkId, choice: 'installment' })
    expect(await linkOf(loan, payLinkId)).toMatchObject({ paidMinor: 900_000n })
    expect(await linkOf(loan, beside)).toMatchObject({ paidMinor: null, paidAt: null })
    expect((await phoneNow())?.askNews).toMatchObject({
      name: 'my sister',
      paid: { paymentId, amountMinor: 900_000n },
    })
    await paid(loan, { choice: 'arrears' })
    expect((await phoneNow())?.askNews).toBeNull()
  })

  test('is told to staff without whom it is for, nor its code, while it stands', async () => {
    const loan = await givenLoan(lender, twoLate())
    const payLinkId = await made(loan, { name: 'my sister' })
    const about = { lenderId: lender.id, loanId: loan.loanId }
    const [shown, ...others] = await validAskLinks(database(), about, now)
    expect(others).toEqual([])
    expect(shown).toMatchObject({ payLinkId, openedAt: null, paidAt: null })
    for (const own of ['name', 'code']) expect(shown).not.toHaveProperty(own)
    await end(loan, payLinkId, 'staff:test')
    expect(await validAskLinks(database(), about, now)).toEqual([])
  })
})
