import { randomUUID } from 'node:crypto'
import { buyerReportByCode } from '#lib/cases/buyer-report-of.ts'
import { keepBuyerReport } from '#lib/cases/keep-buyer-report.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { recordCash } from '#lib/payments/cash/record-cash.ts'
import { placeStaffHold } from '#lib/workflows/holds/staff-hold.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import type { Act } from './acts.ts'
import type { Borrower } from './borrower.ts'
import { setAside } from './set-aside.ts'

type Fields = Record<string, string>

/** Whether an act names one record, which can be another lender's. */
export function isOfOneRecord({ name }: Act): boolean {
  return /\[\w+Id\]|^sendAgain |^(setRole|disable|reset) of app\/desk\/staff/.test(name)
}

/** What an act of the desk reads besides the records of its page. */
export async function fieldsFor({ name }: Pick<Act, 'name'>, owner: Borrower): Promise<Fields> {
  return (await further[name.replace(/app\/desk\/|\/actions\.ts$/g, '')]?.(owner)) ?? {}
}

/** Of these fields, those that name a second record: it must belong to the first. */
export function secondOf({ holdId, of, dispute }: Fields): Fields {
  const second = Object.entries({ holdId, of, dispute })
  return Object.fromEntries(second.filter((one): one is [string, string] => one[1] !== undefined))
}

const further: Record<string, (owner: Borrower) => Promise<Fields>> = {
  'giveBack of payments/[paymentId]/refund': moneySetAside,
  'bookIt of payments/[paymentId]/book': moneySetAside,
  'makeOwedAgain of payments/[paymentId]/owed-again': lostDispute,
  'endHoldNow of loans/[loanId]/acts/hold': async (owner) => ({ holdId: await givenHold(owner) }),
  'close of cases/[caseId]': async () => ({ note: 'It is settled.' }),
  'answer of cases/[caseId]': async () => ({ outcome: 'not_upheld', answer: 'It is as we said.' }),
  'answerToBuyer of cases/[caseId]': async (owner) => ({
    caseId: await givenBuyersCase(owner),
    outcome: 'fair_sale',
    answer: 'It is paid off.',
  }),
  'endLink of loans/[loanId]/acts/settlement-link': async () => ({ payLinkId: randomUUID() }),
  'invite of staff': async ({ email }) => ({ name: 'Kamal Silva', email }),
  'setRole of staff': async () => ({ role: 'approver', seenRole: 'agent' }),
  'changeGroup of settings/[group]': async () => ({ group: 'contacts' }),
  'countIt of cash/count': cashToCount,
  // Nobody's lock service, so nothing of anybody's is sent again.
  'sendGroupAgain of unlocks': async () => ({ provider: 'nobody', stage: 'given_up' }),
}

/** What somebody has written who bought a phone and found it locked. */
async function givenBuyersCase({ lenderId }: Borrower): Promise<string> {
  const now = Temporal.Now.instant()
  const report = {
    wish: 'know',
    listing: 'market.example/1',
    note: '',
    email: null,
    imei: null,
  } as const
  const incoming = {
    lenderId,
    report,
    locale: 'en',
    answerBy: now.add({ hours: 72 }),
    now,
  } as const
  const code = await transaction((tx) => keepBuyerReport(tx, incoming))
  const kept = await buyerReportByCode(database(), lenderId, code)
  if (!kept) throw new Error('the report is not there')
  return kept.caseId
}

/** Cash of today that somebody of the staff took. */
async function cashToCount({ lenderId, loanId }: Borrower): Promise<Fields> {
  const paymentId = randomUUID()
  const by = await byTwo(lenderId, paymentId)
  const now = Temporal.Now.instant()
  const today = now.toZonedDateTimeISO('Asia/Colombo').toPlainDate()
  await transaction((tx) =>
    recordCash(tx, {
      lenderId,
      loanId,
      paymentId,
      ...by,
      amountMinor: 100n,
      method: 'cash',
      now,
      officeReceipt: paymentId,
      takenOn: today,
      locale: 'en',
      seenOutstandingMinor: 1_800_000n,
    }),
  )
  return { day: today.toString(), person: by.staffId, currency: 'LKR' }
}

async function moneySetAside(owner: Borrower): Promise<Fields> {
  const paymentId = await setAside(owner)
  return { paymentId, of: `pi_${paymentId}` }
}

async function lostDispute(owner: Borrower): Promise<Fields> {
  const { paymentId = '', of = '' } = await moneySetAside(owner)
  const id = `dp_${paymentId}`
  const money = { amountMinor: 950_000n, currency: 'LKR' }
  await database()
    .insertInto('paymentDisputes')
    .values({
      id,
      lenderId: owner.lenderId,
      paymentId,
      paymentIntentId: of,
      ...money,
      status: 'lost',
      reason: 'fraudulent',
      toldAt: Temporal.Now.instant(),
    })
    .execute()
  return { paymentId, dispute: id }
}

async function givenHold({ lenderId, loanId }: Borrower): Promise<string> {
  const lastDay = Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 2 })
  const about = { lenderId, loanId, reason: 'bereavement', lastDay } as const
  const placed = await transaction((tx) =>
    placeStaffHold(tx, {
      ...about,
      note: 'A death in the family.',
      by: 'staff:someone',
      now: Temporal.Now.instant(),
    }),
  )
  if ('refusal' in placed) throw new Error(placed.refusal)
  return placed.holdId
}
