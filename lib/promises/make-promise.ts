import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { formatReference } from '#lib/domain/identity/reference.ts'
import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { promiseTimes } from '#lib/domain/promise/dates.ts'
import {
  amountFault,
  amountLimitOf,
  countedSince,
  dateFault,
  nextPromiseOn,
  type PromiseAmountFault,
  promiseLimits,
} from '#lib/domain/promise/promise-limits.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { type LoanRecord, lockLoan, newestEntry } from '#lib/ledger/ledger.ts'

export type PromiseWish = {
  loanId: string
  actor: string
  amountMinor: bigint
  dueOn: Temporal.PlainDate
  /** What the person saw as overdue; a change since then is shown again, not promised. */
  seenArrearsMinor: bigint
  now: Temporal.Instant
}

export type PromiseRefusal =
  | { refusal: 'not_offered' | 'nothing_overdue' | 'changed_since' }
  | { refusal: 'one_open'; promiseId: string }
  | { refusal: 'too_many'; againOn: Temporal.PlainDate }
  | { refusal: 'too_early' | 'too_late'; limitOn: Temporal.PlainDate }
  | { refusal: PromiseAmountFault; limitMinor: bigint }

export type PromiseMade = {
  promiseId: string
  lenderId: string
  endsAt: Temporal.Instant
  /** Until when the phone is left alone. */
  verdictAt: Temporal.Instant
  isNew: boolean
}

/** Writes a promise to pay down, within the lender's policy. One is open per loan; the same asked twice is one promise. */
export async function makePromise(
  tx: Tx,
  wish: PromiseWish,
): Promise<PromiseMade | PromiseRefusal> {
  const loan = await lockLoan(tx, wish.loanId)
  const { policy, timeZone } = loan.lender
  const clock = { policy, timeZone, now: wish.now }
  const before = await promisesSince(tx, wish)
  const open = before.find(({ state }) => state === 'open')
  if (open) return isSame(open, wish) ? made(open, false) : oneOpen(open)
  const refused = refusalOf(loan, wish, { clock, before })
  return refused ?? made(await insertPromise(tx, loan, { ...wish, clock }), true)
}

function promisesSince(tx: Tx, { loanId, now }: PromiseWish) {
  return tx
    .selectFrom('promises')
    .select(['id', 'lenderId', 'state', 'amountMinor', 'dueOn', 'madeAt', 'endsAt', 'verdictAt'])
    .where('loanId', '=', loanId)
    .where((eb) => eb.or([eb('state', '=', 'open'), eb('madeAt', '>', countedSince(now))]))
    .execute()
}

type Before = Awaited<ReturnType<typeof promisesSince>>[number]

function isSame(open: Before, { amountMinor, dueOn }: PromiseWish): boolean {
  return open.amountMinor === amountMinor && open.dueOn.equals(dueOn)
}

function oneOpen({ id }: Before): PromiseRefusal {
  return { refusal: 'one_open', promiseId: id }
}

type Row = Pick<Before, 'id' | 'lenderId' | 'endsAt' | 'verdictAt'>

function made({ id: promiseId, ...row }: Row, isNew: boolean): PromiseMade {
  const { lenderId, endsAt, verdictAt } = row
  return { promiseId, lenderId, endsAt, verdictAt, isNew }
}

type Rules = { clock: LenderClock; before: Before[] }

function refusalOf(
  loan: LoanRecord,
  wish: PromiseWish,
  { clock, before }: Rules,
): PromiseRefusal | undefined {
  if (!clock.policy.promise.offered) return { refusal: 'not_offered' }
  const arrearsMinor = arrearsMinorOf(loan, clock)
  if (arrearsMinor === 0n) return { refusal: 'nothing_overdue' }
  const madeAt = before.map((one) => one.madeAt)
  const againOn = nextPromiseOn(madeAt, clock)
  if (againOn) return { refusal: 'too_many', againOn }
  if (arrearsMinor !== wish.seenArrearsMinor) return { refusal: 'changed_since' }
  const { currency, outstandingMinor, lender } = loan
  const limits = promiseLimits(
    { arrearsMinor, outstandingMinor },
    payTerms(lender, currency, clock),
  )
  const wrongDate = dateFault(wish.dueOn, limits)
  if (wrongDate) {
    const limitOn = wrongDate === 'too_early' ? limits.earliestOn : limits.latestOn
    return { refusal: wrongDate, limitOn }
  }
  const wrongAmount = amountFault(wish.amountMinor, limits)
  if (!wrongAmount) return undefined
  return { refusal: wrongAmount, limitMinor: amountLimitOf(wrongAmount, limits) }
}

/** What is overdue on a loan today. */
export function arrearsMinorOf(loan: LoanRecord, { timeZone, now }: LenderClock): bigint {
  const today = dayAt(now, timeZone)
  return arrearsOf(loan.schedule, loan.outstandingMinor, today).arrearsMinor
}

async function insertPromise(
  tx: Tx,
  loan: LoanRecord,
  wish: PromiseWish & { clock: LenderClock },
): Promise<Row> {
  const { loanId, amountMinor, dueOn, seenArrearsMinor: arrearsMinor, actor, now } = wish
  const row = await tx
    .insertInto('promises')
    .values({
      lenderId: loan.lender.id,
      loanId,
      reference: formatReference(randomBytes(8)),
      currency: loan.currency,
      amountMinor,
      dueOn,
      arrearsMinor,
      ...promiseTimes(dueOn, wish.clock),
      afterEntry: await newestEntry(tx, loanId),
      madeBy: actor,
      madeAt: now,
      stateAt: now,
    })
    .returning(['id', 'lenderId', 'endsAt', 'verdictAt'])
    .executeTakeFirstOrThrow()
  await writeAuditLog(tx, {
    lenderId: row.lenderId,
    actor,
    action: 'promise.made',
    subject: 'promise',
    subjectId: row.id,
    detail: { loanId, amountMinor: String(amountMinor), dueOn: dueOn.toString() },
  })
  return row
}
