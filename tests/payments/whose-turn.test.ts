import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import {
  abandonOpening,
  endPayment,
  noteCheckout,
  noteLeft,
  noteReturn,
  noteSent,
  noteUnpaid,
} from '#lib/payments/follow-payment.ts'
import { revokePayLink } from '#lib/payments/links/pay-link.ts'
import { paymentById, paymentOfLink } from '#lib/payments/queries.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { sessionNews, tell } from '#tests/support/stripe-events.ts'
import { givenLink } from './given-link.ts'
import { ask, open, paymentRow, twoLate } from './given-payment.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

const start = Temporal.Instant.from('2026-11-29T09:00:00Z')
const at = (minutes: number) => start.add({ minutes })

async function aLinkedLoan() {
  const loan = await givenLoan(lender, twoLate())
  const link = await givenLink(loan)
  const byLink = { payLinkId: link.id, actor: `pay_link:${link.id}`, confirmAnother: true }
  return { loan, link, byLink }
}

/** Sends the payer to a page that takes money for forty minutes. */
async function atStripe(paymentId: string, now = start) {
  const page = { sessionId: `cs_${paymentId}`, url: `https://checkout.example/${paymentId}` }
  const expiresAt = now.add({ minutes: 40 })
  await transaction((tx) => noteCheckout(tx, paymentId, { ...page, expiresAt, now }))
}

async function borrowerAtStripe() {
  const given = await aLinkedLoan()
  const { paymentId } = await open(given.loan, { now: start })
  await atStripe(paymentId)
  return { ...given, paymentId }
}

describe('a link beside the borrower', () => {
  test('never takes her page away while she is paying, however often it is tried', async () => {
    const { loan, byLink, paymentId } = await borrowerAtStripe()
    for (const minutes of [0, 1, 10, 19]) {
      const refused = await ask(loan, { ...byLink, now: at(minutes) })
      expect(refused).toEqual({ refusal: 'borrower_first', retryAt: at(20) })
    }
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
    const bystander = await aLinkedLoan()
    expect(await ask(bystander.loan, { ...bystander.byLink, now: start })).toHaveProperty(
      'paymentId',
    )
  })

  test('nor before Stripe has given her the page', async () => {
    const { loan, byLink } = await aLinkedLoan()
    await open(loan, { now: start })
    const refused = await ask(loan, { ...byLink, now: at(1) })
    expect(refused).toEqual({ refusal: 'borrower_first', retryAt: at(10) })
  })

  test('may pay when she has had her time; going back to her page gives her more', async () => {
    const { loan, byLink, paymentId } = await borrowerAtStripe()
    expect(await ask(loan, { ...byLink, now: at(20) })).toMatchObject({
      replaces: { paymentId },
    })
    expect(await ask(loan, { now: at(21) })).toMatchObject({ paymentId })
    const refused = await ask(loan, { ...byLink, now: at(22) })
    expect(refused).toEqual({ refusal: 'borrower_first', retryAt: at(41) })
  })

  test('may pay once she has come back without paying, after a word about it', async () => {
    const { loan, byLink, paymentId } = await borrowerAtStripe()
    const other = await borrowerAtStripe()
    await transaction((tx) => noteLeft(tx, paymentId))
    const untold = { ...byLink, confirmAnother: false, now: at(1) }
    expect(await ask(loan, untold)).toMatchObject({ refusal: 'another_open', clearing: false })
    expect(await ask(loan, { ...byLink, now: at(1) })).toMatchObject({ replaces: { paymentId } })
    expect(await paymentRow(other.paymentId)).toMatchObject({ atCheckoutSince: start })
    await transaction((tx) => noteSent(tx, paymentId, at(2)))
    expect(await paymentRow(other.paymentId)).toMatchObject({ atCheckoutSince: start })
  })

  test('her return is noted once, and forgotten when Stripe says that nothing was paid', async () => {
    const { paymentId } = await borrowerAtStripe()
    await transaction((tx) => noteReturn(tx, paymentId, at(1)))
    await transaction((tx) => noteReturn(tx, paymentId, at(2)))
    expect(await paymentRow(paymentId)).toMatchObject({
      checkoutReturnedAt: at(1),
      nextCheckAt: at(1),
    })
    await transaction((tx) => noteUnpaid(tx, paymentId))
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'open', checkoutReturnedAt: null })
  })

  test('may pay once her page has closed', async () => {
    const { loan, byLink, paymentId } = await borrowerAtStripe()
    await transaction((tx) => noteSent(tx, paymentId, at(39)))
    expect(await ask(loan, { ...byLink, now: at(39) })).toHaveProperty('refusal')
    expect(await ask(loan, { ...byLink, now: at(40) })).toMatchObject({
      replaces: { paymentId },
    })
  })
})

describe('the borrower beside a link', () => {
  test('is told of it, and goes on when she says so', async () => {
    const { loan, byLink } = await aLinkedLoan()
    const { paymentId } = await open(loan, { ...byLink, now: start })
    await atStripe(paymentId)
    expect(await ask(loan, { now: at(1) })).toMatchObject({ refusal: 'another_open' })
    const going = await ask(loan, { now: at(1), confirmAnother: true })
    expect(going).toMatchObject({ replaces: { paymentId } })
  })
})

describe('two links of one phone', () => {
  test('the same link asks for the same page; another link is told of it', async () => {
    const { loan, link, byLink } = await aLinkedLoan()
    const { paymentId } = await open(loan, { ...byLink, confirmAnother: false, now: start })
    expect(await paymentRow(paymentId)).toMatchObject({ payLinkId: link.id, openedBy: 'pay_link' })
    await atStripe(paymentId)
    expect(await ask(loan, { ...byLink, now: at(1) })).toMatchObject({ paymentId })
    const { lenderId, deviceId } = loan
    await transaction((tx) => revokePayLink(tx, { lenderId, deviceId, actor: 'test', now: start }))
    const next = await givenLink(loan)
    const byNext = { payLinkId: next.id, actor: `pay_link:${next.id}`, now: at(2) }
    expect(await ask(loan, byNext)).toMatchObject({ refusal: 'another_open' })
    expect(await ask(loan, { ...byNext, confirmAnother: true })).toMatchObject({
      replaces: { paymentId },
    })
  })

  test('a payment is found by the link that opened it, and by no other of the same phone', async () => {
    const { loan, link, byLink } = await aLinkedLoan()
    const { paymentId } = await open(loan, { ...byLink, now: start })
    const ofLink = (payLinkId: string) => paymentOfLink(database(), payLinkId, paymentId)
    expect(await ofLink(link.id)).toMatchObject({ id: paymentId })
    const byId = () => paymentById(database(), lender.id, paymentId)
    expect(await byId()).toMatchObject({ linkCode: link.code })
    const { lenderId, deviceId } = loan
    await transaction((tx) => revokePayLink(tx, { lenderId, deviceId, actor: 'test', now: start }))
    const next = await givenLink(loan)
    expect(await ofLink(next.id)).toBeUndefined()
    expect(await byId()).toMatchObject({ payLinkId: link.id, linkCode: null })
    const bystander = await aLinkedLoan()
    expect(await ofLink(bystander.link.id)).toBeUndefined()
  })

  test('the borrower’s own payment is nobody’s who holds a link', async () => {
    const { link, paymentId } = await borrowerAtStripe()
    expect(await paymentOfLink(database(), link.id, paymentId)).toBeUndefined()
    expect(await paymentById(database(), lender.id, paymentId)).toMatchObject({ linkCode: null })
  })
})

describe('money that is on its way', () => {
  test('is told to everybody before they pay as well', async () => {
    const { loan, byLink, paymentId } = await borrowerAtStripe()
    await tell(sessionNews('completed', { paymentId, amountMinor: 1_845_000n }, 'unpaid'))
    const later = { now: Temporal.Now.instant() }
    for (const who of [{}, { ...byLink, confirmAnother: false }]) {
      const told = await ask(loan, { ...who, ...later })
      expect(told).toMatchObject({ refusal: 'another_open', clearing: true })
    }
    expect(await ask(loan, { ...byLink, ...later })).toHaveProperty('paymentId')
  })
})

describe('how many pages are opened', () => {
  type Loan = Awaited<ReturnType<typeof aLinkedLoan>>

  /** Opens a page and closes it, as if somebody had. */
  async function openAndClose({ loan }: Loan, wish: Parameters<typeof ask>[1]) {
    const asked = await ask(loan, { choice: 'arrears', now: start, ...wish })
    if (!('paymentId' in asked)) return asked
    const ending = { state: 'cancelled', page: null, now: start } as const
    await transaction((tx) => endPayment(tx, asked.paymentId, ending))
    return asked
  }

  test('a link opens ten in an hour, then says when again; the borrower is not held up by it', async () => {
    const linked = await aLinkedLoan()
    const opened = (minutes: number) => openAndClose(linked, { ...linked.byLink, now: at(minutes) })
    for (let minutes = 0; minutes < 10; minutes += 1)
      expect(await opened(minutes)).toHaveProperty('paymentId')
    expect(await opened(10)).toEqual({ refusal: 'limited', retryAt: at(60) })
    expect(await openAndClose(linked, { now: at(10) })).toHaveProperty('paymentId')
    const bystander = await aLinkedLoan()
    expect(await openAndClose(bystander, bystander.byLink)).toHaveProperty('paymentId')
    expect(await opened(61)).toHaveProperty('paymentId')
  })

  test('all links of a loan open twenty in an hour', async () => {
    const linked = await aLinkedLoan()
    const { lenderId, deviceId } = linked.loan
    let link = linked.link
    for (let count = 0; count < 20; count += 1) {
      if (count % 7 === 6) {
        const revocation = { lenderId, deviceId, actor: 'test', now: start }
        await transaction((tx) => revokePayLink(tx, revocation))
        link = await givenLink(linked.loan)
      }
      expect(await openAndClose(linked, { payLinkId: link.id })).toHaveProperty('paymentId')
    }
    const refused = await openAndClose(linked, { payLinkId: link.id })
    expect(refused).toEqual({ refusal: 'limited', retryAt: at(60) })
  })

  test('the borrower opens thirty in an hour', async () => {
    const linked = await aLinkedLoan()
    for (let count = 0; count < 30; count += 1)
      expect(await openAndClose(linked, {})).toHaveProperty('paymentId')
    expect(await openAndClose(linked, {})).toMatchObject({ refusal: 'limited' })
    expect(await openAndClose(linked, linked.byLink)).toHaveProperty('paymentId')
  })

  test('what Stripe was away for costs nothing', async () => {
    const linked = await aLinkedLoan()
    const away = { failure: 'provider_unreachable', now: start } as const
    for (let count = 0; count < 12; count += 1) {
      const asked = await ask(linked.loan, { ...linked.byLink, now: start })
      if (!('paymentId' in asked)) throw new Error(inspect(asked))
      await transaction((tx) => abandonOpening(tx, asked.paymentId, away))
    }
    expect(await ask(linked.loan, { ...linked.byLink, now: start })).toHaveProperty('paymentId')
  })
})
