import { randomUUID } from 'node:crypto'
import { phoneOfPayLink } from '#lib/loans/queries.ts'
import { bookSetAside } from '#lib/payments/book-set-aside.ts'
import { countsOf } from '#lib/payments/cash/count-cash.ts'
import { disputeOf } from '#lib/payments/disputes/payment-disputes.ts'
import { endAskLink } from '#lib/payments/links/ask-link.ts'
import { validAskLinks } from '#lib/payments/links/ask-links.ts'
import { currentPayLink } from '#lib/payments/links/current-pay-link.ts'
import { renewPayLink } from '#lib/payments/links/renew-pay-link.ts'
import { paymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import { paymentById } from '#lib/payments/queries.ts'
import { giveBackAlone } from '#lib/payments/refunds/give-back.ts'
import { moneySetAside } from '#tests/db/money-set-aside.ts'
import { now, ofLender, type Reads, unlessMissing } from './read.ts'

const asked = { pay_links: { purpose: 'ask', ends_at: '2199-01-01T00:00:00Z' } }

/** Whose money it is. */
export const money: Reads = {
  paymentAtDesk: ofLender('payments', (db, ids) => paymentAtDesk(db, ids.lenders, ids.payments)),
  paymentById: ofLender('payments', (db, ids) => paymentById(db, ids.lenders, ids.payments)),
  disputeOf: ofLender(
    'payment_disputes',
    (db, { lenders: lenderId, payment_disputes: disputeId }) =>
      disputeOf(db, { lenderId, disputeId }),
  ),
  bookSetAside: ofLender(
    'payments',
    async (tx, { lenders: lenderId, payments: paymentId }, { payment_intent_id }) => {
      const answer = await bookSetAside(tx, {
        lenderId,
        paymentId,
        paymentIntentId: `${payment_intent_id}`,
        seenSuspenseMinor: 1_000n,
        actor: 'by',
        now,
      })
      return unlessMissing(answer, paymentId)
    },
    { takes: moneySetAside() },
  ),
  giveBackAlone: ofLender(
    'payments',
    async (tx, { lenders: lenderId, payments: paymentId }, { payment_intent_id }) => {
      const answer = await giveBackAlone(tx, {
        lenderId,
        paymentId,
        paymentIntentId: `${payment_intent_id}`,
        amountMinor: 1n,
        seenRefundableMinor: 1n,
        note: '',
        actor: 'by',
        token: 'a',
      })
      return unlessMissing(answer, paymentId)
    },
    { takes: moneySetAside() },
  ),
  countsOf: ofLender('cash_counts', (db, { lenders: lenderId }) =>
    countsOf(db, { lenderId, day: Temporal.PlainDate.from('2020-01-01') }),
  ),
  validAskLinks: ofLender(
    'pay_links',
    (db, { lenders: lenderId, loans: loanId }) => validAskLinks(db, { lenderId, loanId }, now),
    { takes: asked },
  ),
  endAskLink: ofLender(
    'pay_links',
    async (tx, { lenders: lenderId, devices: deviceId, pay_links: payLinkId }) => {
      const ending = { lenderId, deviceId, payLinkId, actor: 'staff:by', now }
      return (await endAskLink(tx, ending)) && payLinkId
    },
    { takes: asked },
  ),
  currentPayLink: ofLender('pay_links', (db, ids) => currentPayLink(db, ids.lenders, ids.loans)),
  renewPayLink: ofLender('devices', async (tx, ids) => {
    const { lenders: lenderId, loans: loanId, staff: staffId, pay_links: seenLinkId, devices } = ids
    const renewal = {
      payLinkId: randomUUID(),
      lenderId,
      loanId,
      staffId,
      seenLinkId,
      reason: '',
      now,
    }
    return unlessMissing(await renewPayLink(tx, renewal), devices)
  }),
  phoneOfPayLink: ofLender('devices', (db, ids) => phoneOfPayLink(db, ids.lenders, ids.pay_links)),
}
