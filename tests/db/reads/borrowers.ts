import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type CodeDelivery, lockScreensFor } from '#lib/accounts/code-delivery.ts'
import { codesSent } from '#lib/accounts/codes-sent.ts'
import { ownContacts } from '#lib/accounts/own-contacts.ts'
import { recoverySheetOf } from '#lib/accounts/recovery-codes.ts'
import { messageOf } from '#lib/cases/message-of.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { purchaseOf } from '#lib/loans/purchase.ts'
import { phoneOf, phonesOf } from '#lib/loans/queries.ts'
import { choicesOf } from '#lib/notices/contact-choices.ts'
import { pathOfReference } from '#lib/notices/named-record.ts'
import { sentTo } from '#lib/notices/sent-to.ts'
import { makeAskLink } from '#lib/payments/links/ask-link.ts'
import { askLinksOf } from '#lib/payments/links/ask-links.ts'
import { paymentOf, paymentsOf } from '#lib/payments/queries.ts'
import { acceptOffer } from '#lib/plans/accept-offer.ts'
import { planOf } from '#lib/plans/queries.ts'
import { withdrawPlan } from '#lib/plans/withdraw-plan.ts'
import { promiseOf } from '#lib/promises/queries.ts'
import { offerReturn } from '#lib/returns/offer-return.ts'
import { photoOf, returnOf, returnOfPhone } from '#lib/returns/queries.ts'
import { readPhonesOf } from '#lib/unlocks/read-phones-of.ts'
import { makeVisitPack } from '#lib/workflows/strangers/make-visit-pack.ts'
import { requestUnlockForBorrower } from '#lib/workflows/unlocks/request-unlock-for-borrower.ts'
import { now, ofBorrower, offer, ofLender, type Reads, unlessMissing } from './read.ts'

const said = {
  kind: 'borrower_dispute',
  detail: { what: 'amount', note: 'It is less.', paymentReference: '', messages: 1 },
}

/** What a borrower reads, or acts on. */
export const borrowers: Reads = {
  choicesOf: ofLender(
    'contact_choices',
    (db, { borrowers: borrowerId, lenders: lenderId }) => choicesOf(db, { borrowerId, lenderId }),
    {
      takes: { contact_choices: () => ({ chosen_by: `staff:${randomUUID()}` }) },
      shows: ({ chosen_by }) => `${chosen_by}`,
    },
  ),
  sentTo: ofLender(
    'notices',
    (db, { borrowers: borrowerId, lenders: lenderId }) => sentTo(db, { borrowerId, lenderId }),
    { takes: { notices: { sent_at: '2026-01-01T00:00:00Z' } } },
  ),
  codesSent: ofLender(
    'challenges',
    (db, { borrowers: borrowerId, lenders: lenderId }) => codesSent(db, { borrowerId, lenderId }),
    { takes: { challenges: { sent_by: 'email' } } },
  ),
  ownContacts: ofLender(
    'borrowers',
    (db, { borrowers: borrowerId, lenders: lenderId }) => ownContacts(db, { borrowerId, lenderId }),
    {
      takes: { borrowers: () => ({ nominated_phone: nextNumber() }) },
      shows: ({ nominated_phone }) => `${nominated_phone}`.slice(-4),
    },
  ),
  askLinksOf: ofBorrower(
    'pay_links',
    (db, { borrowers: borrowerId, devices: deviceId }) => askLinksOf(db, { borrowerId, deviceId }),
    { takes: { pay_links: { purpose: 'ask', ends_at: '2199-01-01T00:00:00Z' } } },
  ),
  makeAskLink: ofBorrower('devices', async (tx, { borrowers: borrowerId, devices: deviceId }) => {
    const wanted = { payLinkId: randomUUID(), borrowerId, deviceId, name: '', now }
    return unlessMissing(await makeAskLink(tx, wanted), deviceId)
  }),
  phonesOf: ofBorrower('devices', (db, ids) => phonesOf(db, ids.borrowers)),
  purchaseOf: ofBorrower('devices', (db, ids) => purchaseOf(db, ids.borrowers, ids.devices), {
    shows: ({ model }) => model,
  }),
  makeVisitPack: ofBorrower('devices', async (tx, ids) => {
    const { borrowers: borrowerId, devices: deviceId } = ids
    const lender = await lenderById(tx, ids.lenders)
    const wanted = { lender, borrowerId, deviceId, now }
    return unlessMissing(await makeVisitPack(tx, wanted), deviceId)
  }),
  phoneOf: ofBorrower('devices', (db, ids) => phoneOf(db, ids.borrowers, ids.devices)),
  paymentsOf: ofBorrower('payments', (db, ids) => paymentsOf(db, ids.borrowers)),
  paymentOf: ofBorrower('payments', (db, ids) => paymentOf(db, ids.borrowers, ids.payments)),
  promiseOf: ofBorrower('promises', (db, ids) => promiseOf(db, ids.borrowers, ids.promises)),
  planOf: ofBorrower('plans', (db, ids) => planOf(db, ids.borrowers, ids.plans), {
    takes: offer,
  }),
  withdrawPlan: ofBorrower('plans', async (tx, ids) => {
    const { borrowers: borrowerId, plans: planId } = ids
    const wish = { borrowerId, planId, actor: `borrower:${borrowerId}`, now }
    return unlessMissing(await withdrawPlan(tx, wish), planId)
  }),
  acceptOffer: ofBorrower(
    'plans',
    async (tx, { borrowers: borrowerId, plans: planId }) => {
      const wish = { borrowerId, planId, offerId: borrowerId, actor: 'by', now }
      const answer = await acceptOffer(tx, wish)
      return 'refusal' in answer && answer.refusal === 'not_offered' ? undefined : planId
    },
    { takes: { ...offer, plans: { state: 'offered' } } },
  ),
  returnOf: ofBorrower('returns', (db, { borrowers: borrowerId, returns }) =>
    returnOf(db, { borrowerId }, returns),
  ),
  returnOfPhone: ofBorrower('returns', (db, ids) => returnOfPhone(db, ids.borrowers, ids.devices)),
  photoOf: ofBorrower('returns', (db, { borrowers: borrowerId, return_photos }) =>
    photoOf(db, { borrowerId }, return_photos),
  ),
  offerReturn: ofBorrower('devices', async (tx, { borrowers: borrowerId, devices: deviceId }) =>
    unlessMissing(
      await offerReturn(tx, { borrowerId, deviceId, seenOutstandingMinor: 0n, now }),
      deviceId,
    ),
  ),
  requestUnlockForBorrower: ofBorrower(
    'devices',
    async (tx, { borrowers: borrowerId, devices: deviceId }) =>
      unlessMissing(await requestUnlockForBorrower(tx, { borrowerId, deviceId, now }), deviceId),
  ),
  readPhonesOf: ofBorrower('devices', async (tx, ids) => {
    await readPhonesOf(tx, ids.borrowers)
    const { rows } = await sql`
      select key from graphile_worker._private_jobs where created_at = now()`.execute(tx)
    return rows
  }),
  messageOf: ofBorrower('cases', (db, ids) => messageOf(db, ids.borrowers, ids.devices), {
    takes: { cases: said },
    shows: ({ reference }) => reference,
  }),
  pathOfReference: ofBorrower('payments', (db, ids, { reference }) =>
    pathOfReference(db, ids.borrowers, `${reference}`),
  ),
  lockScreensFor: ofBorrower(
    'devices',
    (db, { borrowers: id }) => lockScreensFor(db, codeFor(id)),
    {
      takes: { devices: { lock_state: 'locked' } },
      shows: ({ provider_device_id }) => provider_device_id,
    },
  ),
  recoverySheetOf: ofBorrower(
    'recovery_codes',
    (db, { lenders: lenderId, borrowers: borrowerId }) =>
      recoverySheetOf(db, { lenderId, borrowerId }),
    {
      takes: { recovery_codes: () => ({ created_at: earlier() }) },
      shows: ({ created_at }) => `${created_at}`.slice(0, 19),
    },
  ),
}

let numbers = 0
function nextNumber(): string {
  numbers += 1
  return `+9477123${1000 + numbers}`
}

let sheets = 0
// Of two sheets together the first is the newer.
function earlier(): string {
  sheets += 1
  return now.subtract({ minutes: sheets }).round('second').toString()
}

function codeFor(id: string): CodeDelivery {
  const borrower = { id, email: null, nominatedPhone: null, locale: 'en' as const }
  return { borrower, deviceId: null } as CodeDelivery
}
