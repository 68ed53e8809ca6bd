import { randomUUID } from 'node:crypto'
import { buyerReportByCode } from '#lib/cases/buyer-report-of.ts'
import { keepBuyerReport } from '#lib/cases/keep-buyer-report.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { recordCash } from '#lib/payments/cash/record-cash.ts'
import { placeStaffHold } from '#lib/workflows/holds/staff-hold.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { paid } from '#tests/payments/given-payment.ts'
import { disputeNews, tell } from '#tests/support/stripe-events.ts'
import type { Act } from './acts.ts'
import type { Borrower } from './borrower.ts'
import { setAside } from './set-aside.ts'

type Fields = Record<string, string>

/** Whether an act names one record, which can be another lender's. */
export function isOfOneRecord({ name }: Act): boolean {
  return /\[\w+Id\]|^sendAgain |^(setRole|disable|reset) of app\/desk\/staff/.test(name)
}

/** Of these fields, those that name a second record: it must belong to the first. */
export function secondOf({ holdId, of, dispute }: Fields): Fields {
  const second = Object.entries({ holdId, of, dispute })
  return Object.fromEntries(second.filter((one): one is [string, string] => one[1] !== undefined))
}

/** What somebody has written who bought a phone and found it locked. */
export async function givenBuyersCase({ lenderId }: Borrower): Promise<string> {
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
export async function cashToCount({ lenderId, loanId }: Borrower): Promise<Fields> {
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

export async function moneySetAside(owner: Borrower): Promise<Fields> {
  const paymentId = await setAside(owner)
  return { paymentId, of: `pi_${paymentId}` }
}

/** What the payer's bank has taken back for good of a payment that was booked. */
export async function lostDispute(owner: Borrower): Promise<Fields> {
  const asked = await paid(owner)
  const { paymentId, amountMinor } = asked
  await tell(disputeNews('funds_withdrawn', asked))
  await tell(disputeNews('closed', { ...asked, secondsLater: 1 }, 'lost'))
  return { paymentId, dispute: `dp_${paymentId}`, seen: `${amountMinor}` }
}

export async function givenHold({ lenderId, loanId }: Borrower): Promise<string> {
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
