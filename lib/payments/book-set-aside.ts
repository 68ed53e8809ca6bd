import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import type { Effect } from '#lib/domain/lock/effect.ts'
import { splitCapture } from '#lib/domain/money/capture-split.ts'
import { smaller } from '#lib/domain/money/money.ts'
import { type FallsAway, toSettleMinor, waivedFor } from '#lib/domain/money/settlement-quote.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { bookToLoan } from './book-to-loan.ts'
import { isTakenByBank } from './disputes/dispute-balance.ts'
import { loanToPay } from './loan-to-pay.ts'
import { paidWhen } from './paid-when.ts'
import type { RecordedPayment } from './record-payment.ts'
import { type CapturedMoney, capturedMoney } from './refunds/captured-money.ts'

export type SetAsideWish = {
  lenderId: string
  paymentId: string
  paymentIntentId: string
  /** What the person saw in suspense. */
  seenSuspenseMinor: bigint
  actor: string
  now: Temporal.Instant
}

export type SetAsideBooked =
  | { outcome: 'booked'; payment: RecordedPayment; effect: Effect; causeId: string }
  | {
      refusal:
        | 'missing'
        | 'other_currency'
        | 'nothing_left'
        | 'changed_since'
        | 'on_its_way_back'
        | 'disputed'
    }

/** Books money that was set aside to its loan after all, as a late capture: out of suspense, by its own posting. */
export async function bookSetAside(tx: Tx, wish: SetAsideWish): Promise<SetAsideBooked> {
  const found = await paymentRow(tx, wish)
  if (!found) return { refusal: 'missing' }
  const loan = await lockLoan(tx, found.loanId)
  const payment = (await paymentRow(tx, wish)) ?? found
  const captured = await capturedMoney(tx, wish.paymentId)
  const money = captured.find(({ paymentIntentId }) => paymentIntentId === wish.paymentIntentId)
  if (!money) return { refusal: 'missing' }
  const { inSuspenseMinor, suspenseMinor, currency } = money
  if (inSuspenseMinor <= 0n) return { refusal: 'nothing_left' }
  if (suspenseMinor < inSuspenseMinor) return { refusal: 'on_its_way_back' }
  if (suspenseMinor !== wish.seenSuspenseMinor) return { refusal: 'changed_since' }
  if (currency !== loan.currency) return { refusal: 'other_currency' }
  if (await isTakenByBank(tx, wish.paymentId)) return { refusal: 'disputed' }
  return book(tx, { loan, payment, money, wish })
}

function paymentRow(tx: Tx, { lenderId, paymentId }: SetAsideWish) {
  return tx
    .selectFrom('payments')
    .select(['id', 'loanId', 'reference', 'state', 'rebateMinor', 'unlockId', 'createdAt'])
    .select(['paymentIntentId', 'processingAt'])
    .where('id', '=', paymentId)
    .where('lenderId', '=', lenderId)
    .executeTakeFirst()
}

type SetAside = Pick<
  NonNullable<Awaited<ReturnType<typeof paymentRow>>>,
  'state' | 'rebateMinor' | 'createdAt' | 'paymentIntentId' | 'processingAt'
>
type Money = Pick<CapturedMoney, 'suspenseMinor' | 'capturedAt' | 'paymentIntentId'>

/** What falls away with money that was set aside, when it is booked: shown before, and done by the same figures. */
export function fallsAwayBySetAside(loan: LoanRecord, payment: SetAside, money: Money): FallsAway {
  const { on, rebateMinor } = termsOf(loan, payment, money)
  const dueMinor = toSettleMinor(loan, on)
  if (money.suspenseMinor + rebateMinor < dueMinor) return { costMinor: 0n, rebateMinor: 0n }
  const costMinor = loan.outstandingMinor - dueMinor
  return { costMinor, rebateMinor: smaller(rebateMinor, dueMinor) }
}

// By the page that was paid, else by the day from which the money counts: never by the one on which somebody books it.
function termsOf(loan: LoanRecord, payment: SetAside, money: Money) {
  const { state, rebateMinor, createdAt } = payment
  const { suspenseMinor: amountMinor } = money
  const dayOf = (at: Temporal.Instant) => dayAt(at, loan.lender.timeZone)
  const isFirst = state === 'set_aside'
  const pageRebateMinor = isFirst ? rebateMinor : 0n
  const paidOn = dayOf(paidWhen(payment, money))
  return {
    rebateMinor: waivedFor(loan, { amountMinor, pageRebateMinor, paidOn }),
    on: isFirst ? dayOf(createdAt) : paidOn,
  }
}

type Booking = {
  loan: LoanRecord
  payment: NonNullable<Awaited<ReturnType<typeof paymentRow>>>
  money: CapturedMoney
  wish: SetAsideWish
}

async function book(
  tx: Tx,
  { loan: asFound, payment, money, wish }: Booking,
): Promise<SetAsideBooked> {
  const { paymentId, actor, now } = wish
  const { lender, loanId } = asFound
  const isFirst = payment.state === 'set_aside'
  const causeId = `${money.paymentIntentId}:${await bookedTimes(tx, money.paymentIntentId)}`
  const { suspenseMinor: receivedMinor } = money
  const { rebateMinor, on } = termsOf(asFound, payment, money)
  const loan = await loanToPay(tx, asFound, { amountMinor: receivedMinor, rebateMinor, on, now })
  const today = dayAt(now, lender.timeZone)
  const split = splitCapture(loan, { receivedMinor, rebateMinor, today })
  const { effect } = await bookToLoan(tx, loan, {
    paymentId,
    cause: 'set_aside_booked',
    causeId,
    from: 'suspense',
    receivedMinor,
    split,
    now,
  })
  if (isFirst) await markPaid(tx, { money, wish, effect: effect.kind })
  else if (effect.kind !== 'none')
    await tx
      .updateTable('payments')
      .set({ effect: effect.kind })
      .where('id', '=', paymentId)
      .execute()
  await writeAuditLog(tx, {
    lenderId: lender.id,
    actor,
    action: 'payment.booked_after_all',
    subject: 'payment',
    subjectId: paymentId,
    detail: {
      bookedMinor: String(receivedMinor),
      creditMinor: String(split.creditMinor),
      effect: effect.kind,
    },
  })
  const { unlockWithinMinutes } = lender.policy
  const { reference } = payment
  return {
    outcome: 'booked',
    payment: { paymentId, lenderId: lender.id, loanId, reference, unlockWithinMinutes },
    effect,
    causeId: isFirst ? paymentId : causeId,
  }
}

/** Whether money that was set aside is booked to its loan. */
export async function wasBookedAfterAll(
  db: Database,
  { paymentIntentId }: { paymentIntentId: string },
) {
  return (await bookedTimes(db, paymentIntentId)) > 0n
}

async function bookedTimes(db: Database, paymentIntentId: string): Promise<bigint> {
  const { times } = await db
    .selectFrom('postings')
    .select((eb) => eb.fn.countAll<bigint>().as('times'))
    .where('cause', '=', 'set_aside_booked')
    .where('causeId', 'like', `${paymentIntentId}:%`)
    .executeTakeFirstOrThrow()
  return times
}

async function markPaid(
  tx: Tx,
  { money, wish, effect }: { money: CapturedMoney; wish: SetAsideWish; effect: Effect['kind'] },
): Promise<void> {
  await tx
    .updateTable('payments')
    .set({
      state: 'paid',
      stateAt: wish.now,
      bookedAt: wish.now,
      effect,
      paidMinor: money.receivedMinor,
      paidAt: money.capturedAt,
    })
    .where('id', '=', wish.paymentId)
    .execute()
}
