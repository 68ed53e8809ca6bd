import { randomUUID } from 'node:crypto'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { makeAskLink } from '#lib/payments/links/ask-link.ts'
import { linkForBuyer } from '#lib/workflows/strangers/link-for-buyer.ts'
import { givenListing } from '#tests/block-lists/given-listing.ts'
import { givenBorrower } from '#tests/e2e/support/borrower.ts'
import { cashToCount, givenHold, lostDispute, moneySetAside } from '#tests/e2e/support/desk-acts.ts'
import { givenCredit } from '#tests/payments/given-credit.ts'
import { type By, type Doings, inDays, thisMinute } from './doing.ts'

const seen = '1800000'
const reason = 'She called, and we agreed.'

/** Every act of a loan's pages and of a payment's, as staff do it. */
export const loanDoings: Doings = {
  'bookCash of loans/[loanId]/acts/cash': async ({ owner: { loanId } }) => ({
    ids: { loanId },
    fields: {
      amount: '4500',
      method: 'cash',
      takenOn: inDays(0),
      seen,
      note: '',
      officeReceipt: randomUUID().slice(0, 8),
    },
    leads: /^\/desk\/payments\/.+\?done=cash$/,
    did: 'payment.taken_by_staff',
  }),
  'bookPayOut of loans/[loanId]/acts/pay-out': async ({ owner: { loanId } }) => {
    await givenCredit(loanId)
    return {
      ids: { loanId },
      fields: { amount: '500', method: 'cash', paidOn: inDays(0), note: reason, seen: '50000' },
      leads: new RegExp(`^/desk/loans/${loanId}\\?paid_out=`),
      did: 'loan.credit_paid_out',
    }
  },
  'holdFor of loans/[loanId]/acts/hold': async ({ owner: { loanId } }) => ({
    ids: { loanId },
    fields: { why: 'bereavement', lastDay: inDays(2), note: reason },
    leads: `/desk/loans/${loanId}/acts/hold?done=held`,
    did: 'hold.placed',
  }),
  'endHoldNow of loans/[loanId]/acts/hold': async ({ owner }) => ({
    ids: { loanId: owner.loanId },
    fields: { holdId: await givenHold(owner) },
    leads: `/desk/loans/${owner.loanId}/acts/hold?done=ended`,
    did: 'hold.ended',
  }),
  'makeLink of loans/[loanId]/acts/settlement-link': async ({ owner: { loanId } }) => ({
    ids: { loanId },
    fields: { seen, caseReference: '', reason },
    leads: new RegExp(`^/desk/loans/${loanId}/acts/settlement-link\\?done=`),
    did: 'pay_link.made',
  }),
  'endLink of loans/[loanId]/acts/settlement-link': async (by) => ({
    ids: { loanId: by.owner.loanId },
    fields: { payLinkId: await givenSettlementLink(by) },
    leads: `/desk/loans/${by.owner.loanId}/acts/settlement-link`,
    did: 'pay_link.revoked',
  }),
  'endAskedLink of loans/[loanId]/acts/pay-link': async ({ owner }) => {
    const { loanId, borrowerId, deviceId } = owner
    const payLinkId = randomUUID()
    const wanted = { payLinkId, borrowerId, deviceId, name: '', now: Temporal.Now.instant() }
    await transaction((tx) => makeAskLink(tx, wanted))
    return {
      ids: { loanId },
      fields: { payLinkId },
      leads: `/desk/loans/${loanId}/acts/pay-link`,
      did: 'pay_link.revoked',
    }
  },
  'makeLink of loans/[loanId]/acts/sign-in-link': async ({ owner: { loanId } }) => ({
    ids: { loanId },
    fields: { note: 'Seen with her identity card.' },
    leads: '200',
    did: 'sign_in_link.made',
  }),
  'keepContactChoices of loans/[loanId]/acts/contact': async ({ owner: { loanId } }) => ({
    ids: { loanId },
    fields: { channel: 'email', part: 'morning', locale: 'en', reminders: 'stop' },
    leads: `/desk/loans/${loanId}`,
    did: 'contact.chosen',
  }),
  'openForDays of loans/[loanId]/acts/unlock': async ({ owner: { loanId } }) => ({
    ids: { loanId },
    fields: { days: '3', reason },
    leads: /^\/desk\/unlocks\/.+\?done=asked$/,
    did: 'unlock.given_by_staff',
  }),
  'releasePhone of loans/[loanId]/acts/release': async ({ owner: { loanId } }) => ({
    ids: { loanId },
    fields: { balance: 'keep', reason, seen },
    leads: /^\/desk\/approvals\/.+\?done=asked$/,
    did: 'approval.asked',
  }),
  'replaceLink of loans/[loanId]/acts/pay-link': async ({ owner: { loanId, deviceId } }) => ({
    ids: { loanId },
    fields: { seen: await linkOf(deviceId), reason },
    leads: new RegExp(`^/desk/loans/${loanId}/acts/pay-link\\?done=`),
    did: 'pay_link.made',
  }),
  'sayLocked of loans/[loanId]/acts/locked': async () => {
    const { loanId } = await givenBorrower({ provider: 'manual', lockState: 'unlocked' })
    return {
      ids: { loanId },
      fields: { knownBy: 'in_hand', ...thisMinute(), note: 'It is here.' },
      leads: `/desk/loans/${loanId}/acts/locked?done=1`,
      did: 'device.locked_by_hand',
    }
  },
  'noteOnList of loans/[loanId]/acts/block-list': async ({ owner: { loanId } }) => ({
    ids: { loanId },
    fields: { list: randomUUID(), listedOn: inDays(0) },
    leads: `/desk/loans/${loanId}/acts/block-list?done=noted`,
    did: 'block_listing.noted',
  }),
  'moveListing of loans/[loanId]/acts/block-list': async ({ owner, staffId }) => ({
    ids: { loanId: owner.loanId },
    fields: {
      listingId: await givenListing(owner, staffId, randomUUID()),
      what: 'removed',
      on: inDays(0),
      proof: 'CEIR-1',
    },
    leads: `/desk/loans/${owner.loanId}/acts/block-list?done=removed`,
    did: 'block_listing.removed',
  }),
  'bookIt of payments/[paymentId]/book': async ({ owner }) => {
    const { paymentId = '', of = '' } = await moneySetAside(owner)
    return {
      ids: { paymentId },
      fields: { of, seen: '950000' },
      leads: `/desk/payments/${paymentId}?done=booked`,
      did: 'payment.booked_after_all',
    }
  },
  'giveBack of payments/[paymentId]/refund': async ({ owner }) => {
    const { paymentId = '', of = '' } = await moneySetAside(owner)
    return {
      ids: { paymentId },
      fields: { of, extent: 'part', amount: '500', reason, seen: '950000' },
      leads: `/desk/payments/${paymentId}?done=refund`,
      did: 'refund.requested',
    }
  },
  'makeOwedAgain of payments/[paymentId]/owed-again': async ({ owner }) => {
    const { paymentId = '', dispute = '', seen: owable = '' } = await lostDispute(owner)
    return {
      ids: { paymentId },
      fields: { dispute, reason, seen: owable },
      leads: /^\/desk\/approvals\/.+\?done=asked$/,
      did: 'approval.asked',
    }
  },
  'reverseEntry of payments/[paymentId]/reverse': async ({ owner }) => {
    await cashToCount(owner)
    const { id: paymentId } = await database()
      .selectFrom('payments')
      .select('id')
      .where('loanId', '=', owner.loanId)
      .executeTakeFirstOrThrow()
    return {
      ids: { paymentId },
      fields: { reason },
      leads: `/desk/payments/${paymentId}?done=reversed`,
      did: 'payment.reversed',
    }
  },
}

async function givenSettlementLink({ owner, staffId }: By): Promise<string> {
  const { lenderId, loanId } = owner
  const wish = { lenderId, loanId, staffId, caseReference: undefined, reason }
  const made = await transaction((tx) =>
    linkForBuyer(tx, {
      ...wish,
      payLinkId: randomUUID(),
      seenOutstandingMinor: BigInt(seen),
      now: Temporal.Now.instant(),
    }),
  )
  if (!('payLinkId' in made)) throw new Error(made.refusal)
  return made.payLinkId
}

async function linkOf(deviceId: string): Promise<string> {
  const { id } = await database()
    .selectFrom('payLinks')
    .select('id')
    .where('deviceId', '=', deviceId)
    .where('revokedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return id
}
