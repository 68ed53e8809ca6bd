import {
  abandonOpening,
  endPayment,
  noteCheckout,
  noteDecline,
  noteLeft,
  noteMethod,
  noteProcessing,
  noteReturn,
  noteSent,
  noteUnpaid,
  scheduleNextCheck,
} from '#lib/payments/follow-payment.ts'
import { endAskLink } from '#lib/payments/links/ask-link.ts'
import { noteLinkOpened } from '#lib/payments/links/ask-links.ts'
import {
  claimPayLink,
  noteLinkNotShown,
  noteLinkShown,
} from '#lib/payments/links/claim-pay-link.ts'
import { revokePayLink } from '#lib/payments/links/pay-link.ts'
import { queuePayLink } from '#lib/payments/links/queue-pay-link.ts'
import { noteRefundRefused } from '#lib/payments/refunds/note-refund-refused.ts'
import { recordRefund } from '#lib/payments/refunds/record-refund.ts'
import { moneySetAside } from '#tests/db/money-set-aside.ts'
import type { Ids, Row } from '#tests/support/database/right-rows.ts'
import { due, now, past, type Write, type Writes } from './write.ts'

const paid = { state: 'paid', paid_minor: 1_000, paid_at: past, booked_at: past, effect: 'none' }

/** A write to a payment that stands so. */
function payment(takes: Row, leaves: Record<string, Row>, act: Write['act']): Write {
  return { table: 'payments', takes: { payments: takes }, leaves, act }
}

const checkout = {
  sessionId: 'cs_told',
  url: 'https://checkout.example',
  expiresAt: now.add({ hours: 1 }),
  now,
}
const asked = { purpose: 'ask', ends_at: '2199-01-01T00:00:00Z' }
const forScreen = { purpose: 'lock_screen', ends_at: null }
const ended = { state: 'cancelled', page: null, now } as const
const linkOf = (ids: Ids) => ({
  payLinkId: `${ids.pay_links}`,
  lenderId: `${ids.lenders}`,
  loanId: `${ids.loans}`,
  showAttempts: 1,
  code: '',
  provider: 'http',
  providerDeviceId: '',
  imei: null,
  locale: 'en' as const,
  host: '',
  isFirst: true,
})

export const payments: Writes = {
  noteCheckout: payment(
    { state: 'opening' },
    {
      open: { state: 'open' },
      processing: { state: 'processing' },
      over: { state: 'cancelled' },
      paid,
    },
    (tx, { payments }) => noteCheckout(tx, `${payments}`, checkout),
  ),
  'noteCheckout that came too late': payment(
    { state: 'cancelled', checkout_session_id: null },
    { 'known by its page': { checkout_session_id: 'cs_known' } },
    (tx, { payments }) => noteCheckout(tx, `${payments}`, { ...checkout, sessionId: 'cs_late' }),
  ),
  noteSent: payment(
    { state: 'open' },
    { opening: { state: 'opening' }, processing: { state: 'processing' }, paid },
    (tx, { payments }) => noteSent(tx, `${payments}`, now),
  ),
  noteLeft: payment(
    { state: 'open', at_checkout_since: past },
    { processing: { state: 'processing' }, paid },
    (tx, { payments }) => noteLeft(tx, `${payments}`),
  ),
  noteReturn: payment(
    { state: 'open' },
    { 'back already': { checkout_returned_at: past }, processing: { state: 'processing' }, paid },
    (tx, { payments }) => noteReturn(tx, `${payments}`, now),
  ),
  noteUnpaid: payment(
    { state: 'open', checkout_returned_at: past },
    { processing: { state: 'processing' }, paid },
    (tx, { payments }) => noteUnpaid(tx, `${payments}`),
  ),
  noteProcessing: payment(
    { state: 'open', processing_at: past },
    { processing: { state: 'processing' }, over: { state: 'expired' }, paid },
    (tx, { payments }) => noteProcessing(tx, `${payments}`, { at: now, now }),
  ),
  'noteProcessing of what was paid meanwhile': payment(
    paid,
    { 'known to be begun': { processing_at: past } },
    (tx, { payments }) => noteProcessing(tx, `${payments}`, { at: now, now }),
  ),
  endPayment: payment(
    { state: 'open', checkout_session_id: null },
    { 'to be paid on a page': { checkout_session_id: 'cs_open' }, over: { state: 'failed' }, paid },
    (tx, { payments }) => endPayment(tx, `${payments}`, ended),
  ),
  abandonOpening: payment(
    { state: 'opening' },
    { open: { state: 'open' }, processing: { state: 'processing' }, paid },
    (tx, { payments }) => abandonOpening(tx, `${payments}`, { failure: 'provider_refused', now }),
  ),
  noteMethod: payment(
    { method: null },
    { 'known by its way': { method: 'card' } },
    (tx, { payments }) => noteMethod(tx, `${payments}`, 'oxxo'),
  ),
  noteDecline: payment({ state: 'open' }, { over: { state: 'failed' }, paid }, (tx, { payments }) =>
    noteDecline(tx, `${payments}`, 'card_declined'),
  ),
  scheduleNextCheck: payment(
    { state: 'open' },
    { over: { state: 'failed' }, paid },
    (tx, { payments }) => scheduleNextCheck(tx, `${payments}`, now),
  ),
  noteRefundRefused: {
    table: 'refunds',
    takes: { refunds: { state: 'requested' } },
    leaves: { pending: { state: 'pending' }, succeeded: { state: 'succeeded' } },
    act: (tx, { refunds }) => noteRefundRefused(tx, `${refunds}`, now),
  },
  'recordRefund of one that was asked for': {
    table: 'refunds',
    takes: { ...moneySetAside(), refunds: { state: 'requested' } },
    leaves: { succeeded: { state: 'succeeded' }, failed: { state: 'failed' } },
    owners: ['payments'],
    act: async (tx, { payments, refunds }) => {
      const { paymentIntentId } = await tx
        .selectFrom('payments')
        .select('paymentIntentId')
        .where('id', '=', `${payments}`)
        .executeTakeFirstOrThrow()
      return recordRefund(tx, {
        pspRefundId: `re_told_${refunds}`,
        refundId: `${refunds}`,
        state: 'pending',
        now,
        paymentIntentId: `${paymentIntentId}`,
        money: { amountMinor: 100n, currency: 'LKR' },
      })
    },
  },
  queuePayLink: {
    table: 'pay_links',
    act: (tx, { pay_links }) => queuePayLink(tx, `${pay_links}`, now),
  },
  claimPayLink: {
    table: 'pay_links',
    takes: { pay_links: { show_next_at: due } },
    leaves: { 'not due': { show_next_at: now.add({ hours: 1 }) }, revoked: { revoked_at: past } },
    act: (tx, { pay_links }) => claimPayLink(tx, `${pay_links}`, now),
  },
  noteLinkShown: {
    table: 'pay_links',
    leaves: { revoked: { revoked_at: past } },
    act: (tx, ids) => noteLinkShown(tx, linkOf(ids), now),
  },
  noteLinkNotShown: {
    table: 'pay_links',
    leaves: { revoked: { revoked_at: past } },
    act: (tx, ids) =>
      noteLinkNotShown(tx, linkOf(ids), { failure: 'refused', isFinal: false, now }),
  },
  noteLinkOpened: {
    table: 'pay_links',
    takes: { pay_links: asked },
    leaves: {
      'opened before': { opened_at: past },
      ended: { revoked_at: past },
      'of a lock screen': forScreen,
    },
    act: (tx, { pay_links }) =>
      noteLinkOpened(tx, { payLinkId: `${pay_links}`, borrowerId: undefined, now }),
  },
  endAskLink: {
    table: 'pay_links',
    takes: { pay_links: asked },
    leaves: { 'ended before': { revoked_at: past }, 'of a lock screen': forScreen },
    owners: ['lenders', 'devices'],
    act: (tx, { lenders, devices, pay_links }) =>
      endAskLink(tx, {
        lenderId: `${lenders}`,
        deviceId: `${devices}`,
        payLinkId: `${pay_links}`,
        actor: 'keyturn',
        now,
      }),
  },
  revokePayLink: {
    table: 'pay_links',
    leaves: { 'revoked before': { revoked_at: past } },
    owners: ['lenders'],
    act: (tx, { lenders, devices }) =>
      revokePayLink(tx, { lenderId: `${lenders}`, deviceId: `${devices}`, actor: 'keyturn', now }),
  },
}
