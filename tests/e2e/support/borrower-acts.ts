import { inspect } from 'node:util'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { makeAskLink } from '#lib/payments/links/ask-link.ts'
import { openPayment } from '#lib/payments/open-payment.ts'
import { newestOffer } from '#lib/plans/newest-offer.ts'
import { storeOfflineCode } from '#lib/unlocks/offline-code.ts'
import { askAndHold } from '#lib/workflows/plans/ask-and-hold.ts'
import { promiseToPay } from '#lib/workflows/promises/promise-to-pay.ts'
import { makeStatement } from '#lib/workflows/strangers/make-statement.ts'
import { makeVisitPack } from '#lib/workflows/strangers/make-visit-pack.ts'
import { givenReturn, offer as offerReturn, returnRow } from '#tests/returns/given-return.ts'
import { accepted } from '#tests/unlocks/given-unlock.ts'
import type { Borrower } from './borrower.ts'

/** What an act of a borrower needs to be done, and where it leads when it is; `?` stands for what a page adds. */
type Doing = {
  ids?: Record<string, string>
  fields?: Record<string, string>
  leads: string | RegExp
}

const seen = { seenOutstandingMinor: '1800000', seenArrearsMinor: '900000' }
const inDays = (days: number) => `${Temporal.Now.plainDateISO('Asia/Colombo').add({ days })}`

/** Every act of a borrower's pages, as its owner does it. */
export const doings: Record<string, (owner: Borrower) => Promise<Doing>> = {
  'accept of plans/[planId]': async (owner) => {
    const planId = await givenPlan(owner, 1)
    const { offerId = '' } = (await newestOffer(database(), planId)) ?? {}
    return { ids: { planId, offerId }, leads: `/plans/${planId}` }
  },
  'withdraw of plans/[planId]/withdraw': async (owner) => {
    const planId = await givenPlan(owner)
    return { ids: { planId }, leads: `/plans/${planId}` }
  },
  'withdraw of promises/[promiseId]/withdraw': async (owner) => {
    const promiseId = await givenPromise(owner)
    return { ids: { promiseId }, leads: `/promises/${promiseId}` }
  },
  'keepChoices of account/contact': async () => ({
    fields: { channel: 'usual', part: 'any', locale: 'en', reminders: 'send' },
    leads: '/account/contact?saved=1',
  }),
  'makeSheet of account/recovery-codes': async () => ({ leads: '200' }),
  'tick of returns/[returnId]': async (owner) => {
    const given = await onReturn(owner, 'arranged')
    const fields = { ...given.fields, item: 'backup', isDone: 'yes' }
    return { ...given, fields, leads: /\?ticked=backup/ }
  },
  'withdraw of returns/[returnId]': (owner) => onReturn(owner, 'arranged'),
  'agree of returns/[returnId]': (owner) => onReturn(owner, 'inspected'),
  'dispute of returns/[returnId]': async (owner) => {
    const given = await onReturn(owner, 'inspected')
    return { ...given, fields: { ...given.fields, note: 'It was never that scratched.' } }
  },
  'cancelPayment of payments/[paymentId]': async (owner) => {
    const paymentId = await givenPayment(owner)
    return { ids: { paymentId }, leads: `/payments/${paymentId}` }
  },
  'askForCode of payments/[paymentId]/code': async (owner) => {
    const paymentId = await givenPayment(owner)
    // Nothing is bought yet: the page says why there is no code.
    return { ids: { paymentId }, leads: /^\/payments\/.+\/code\?refusal=/ }
  },
  'askForUnlock of phones/[deviceId]/open': async (owner) => {
    const unlockId = await accepted(owner)
    await transaction((tx) =>
      storeOfflineCode(tx, { id: unlockId, lenderId: owner.lenderId }, { code: '48172206' }),
    )
    return { fields: { intent: 'said' }, leads: '/phones' }
  },
  'saveNickname of phones/[deviceId]': async ({ deviceId }) => ({
    fields: { nickname: 'Mine' },
    leads: `/phones/${deviceId}?name=saved#nickname`,
  }),
  'promise of phones/[deviceId]/promise': async () => ({
    fields: { when: inDays(3), choice: 'arrears', seenArrearsMinor: '900000' },
    leads: /^\/promises\//,
  }),
  'sendDispute of phones/[deviceId]/dispute': async ({ deviceId }) => ({
    fields: { what: 'other', note: 'I paid at the counter.' },
    leads: `/phones/${deviceId}/dispute?sent=1`,
  }),
  'keepReasons of phones/[deviceId]/plan': async ({ deviceId }) => ({
    fields: { reason: 'illness' },
    leads: `/phones/${deviceId}/plan?step=budget`,
  }),
  'keepBudget of phones/[deviceId]/plan': async ({ deviceId }) => ({
    fields: { intent: 'skip' },
    leads: `/phones/${deviceId}/plan?step=options`,
  }),
  'askFor of phones/[deviceId]/plan': async () => ({
    fields: { ...seen, kind: 'longer_term' },
    leads: /^\/plans\//,
  }),
  'pay of phones/[deviceId]/pay': async () => ({
    fields: { ...seen, choice: 'arrears', seen_arrears: '900000' },
    leads: /^http:\/\/.+\/checkout\//,
  }),
  'keepQuote of phones/[deviceId]/return': async ({ deviceId }) => ({
    fields: seen,
    leads: `/phones/${deviceId}/return/hand-over`,
  }),
  'makeLink of phones/[deviceId]/ask': async ({ deviceId }) => {
    const payLinkId = crypto.randomUUID()
    return {
      ids: { payLinkId },
      fields: { name: 'my sister' },
      leads: `/phones/${deviceId}/ask/${payLinkId}`,
    }
  },
  'endLink of phones/[deviceId]/ask': async (owner) => {
    const payLinkId = await givenAskLink(owner)
    return { ids: { payLinkId }, leads: `/phones/${owner.deviceId}/ask/${payLinkId}` }
  },
  'makePack of phones/[deviceId]/visit': async ({ deviceId }) => ({
    fields: { lock: 'xiaomi' },
    leads: `/phones/${deviceId}/visit/xiaomi`,
  }),
  'makeOwn of phones/[deviceId]/statement': async ({ deviceId }) => ({
    leads: `/phones/${deviceId}/statement`,
  }),
  'takeBackOwn of phones/[deviceId]/statement': async ({ lenderId, borrowerId, deviceId }) => {
    const lender = await lenderById(database(), lenderId)
    const madeBy = `borrower:${borrowerId}`
    const now = Temporal.Now.instant()
    await transaction((tx) => makeStatement(tx, { lender, deviceId, madeBy, now }))
    return { leads: `/phones/${deviceId}/statement` }
  },
  'handOver of phones/[deviceId]/return/hand-over': async (owner) => {
    const returnId = await offerReturn(owner)
    const { version } = await returnRow(returnId)
    const fields = { way: 'drop_off-0', intent: 'arrange', version: `${version}` }
    return { ids: { returnId }, fields, leads: `/returns/${returnId}` }
  },
}

async function onReturn(owner: Borrower, until: 'arranged' | 'inspected'): Promise<Doing> {
  const { returnId } = await givenReturn(owner, until)
  const { version } = await returnRow(returnId)
  return { ids: { returnId }, fields: { version: `${version}` }, leads: `/returns/${returnId}` }
}

export async function givenPayment({ loanId, borrowerId }: Borrower): Promise<string> {
  const opened = await transaction((tx) =>
    openPayment(tx, {
      loanId,
      actor: `borrower:${borrowerId}`,
      payLinkId: null,
      choice: 'arrears',
      amountMinor: undefined,
      seenOutstandingMinor: 1_800_000n,
      confirmAnother: false,
      locale: 'en',
      receiptEmail: null,
      now: Temporal.Now.instant(),
    }),
  )
  if (!('paymentId' in opened)) throw new Error(inspect(opened))
  return opened.paymentId
}

export async function givenPromise({ loanId, borrowerId }: Borrower): Promise<string> {
  const now = Temporal.Now.instant()
  const dueOn = Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 3 })
  const actor = `borrower:${borrowerId}`
  const amounts = { amountMinor: 900_000n, seenArrearsMinor: 900_000n }
  const made = await transaction((tx) =>
    promiseToPay(tx, { loanId, actor, dueOn, now, ...amounts }),
  )
  if ('refusal' in made) throw new Error(made.refusal)
  return made.promiseId
}

export async function givenAskLink({ borrowerId, deviceId }: Borrower): Promise<string> {
  const payLinkId = crypto.randomUUID()
  const wanted = { payLinkId, borrowerId, deviceId, name: '' }
  await transaction((tx) => makeAskLink(tx, { ...wanted, now: Temporal.Now.instant() }))
  return payLinkId
}

/** In so many more months; in very many a person decides. */
export async function givenPlan(
  { loanId, borrowerId }: Borrower,
  extraMonths = 99,
): Promise<string> {
  const each = { monthlyMinor: null, ownMinor: null }
  const terms = { extraMonths, pauseMonths: 0, partNowMinor: 0n, ...each }
  const asked = await transaction((tx) =>
    askAndHold(tx, {
      loanId,
      actor: `borrower:${borrowerId}`,
      now: Temporal.Now.instant(),
      reasons: [],
      note: null,
      budget: null,
      seenOutstandingMinor: 1_800_000n,
      terms: { kind: 'longer_term', ...terms },
    }),
  )
  if ('refusal' in asked) throw new Error(asked.refusal)
  return asked.planId
}

export async function givenVisitPack({ lenderId, borrowerId, deviceId }: Borrower): Promise<void> {
  const lender = await lenderById(database(), lenderId)
  const now = Temporal.Now.instant()
  await transaction((tx) => makeVisitPack(tx, { lender, borrowerId, deviceId, now }))
}
