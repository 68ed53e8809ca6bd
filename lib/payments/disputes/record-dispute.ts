import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { DisputeBalance } from '#lib/domain/money/payment-dispute.ts'
import type { DisputeMovement, DisputeTold } from '#lib/gateways/psp/port.ts'
import { lockLoan, post } from '#lib/ledger/ledger.ts'
import { type CapturedPayment, paymentOfIntent } from '#lib/payments/payment-of-intent.ts'
import { balanceOfDispute, disputePostings } from './dispute-balance.ts'

export type DisputeReport = Omit<DisputeTold, 'about'> & {
  paymentIntentId: string
  /** When the provider said so. */
  toldAt: Temporal.Instant
  /** The provider's answer to a question, and not one of its events, of which two of one second have no order. */
  isAsked: boolean
}

export type DisputeRecorded =
  | { outcome: 'unknown_payment' }
  | {
      outcome: 'recorded'
      payment: CapturedPayment
      /** As it stands now, whatever was told last. */
      status: string
      reason: string
      evidenceDueAt: Temporal.Instant | null
      balance: DisputeBalance
      /** `unclear`: two events of one second disagree, and only the provider can say how it stands. */
      change: Change
    }

type Change = 'first' | 'moved_on' | 'none' | 'unclear'

/**
 * Books what a dispute moves, each of the provider's balance transactions once: money leaves or returns between
 * `psp_clearing` and `disputes`; and keeps how it stands, in whatever order the provider tells of it.
 * The loan's own balance stays: a dispute never makes anybody late, and never locks a phone.
 */
export async function recordDispute(tx: Tx, report: DisputeReport): Promise<DisputeRecorded> {
  const payment = await paymentOfIntent(tx, report.paymentIntentId)
  if (!payment) return { outcome: 'unknown_payment' }
  // Whoever makes the money owed again holds the loan, too.
  await lockLoan(tx, payment.loanId)
  const { change, ...status } = await noteStatus(tx, report, payment)
  const hasMoved = await bookMovements(tx, report, payment)
  const { paymentId } = payment
  const balance = balanceOfDispute(await disputePostings(tx, { ...report, paymentId }))
  const moved = change === 'none' && hasMoved ? 'moved_on' : change
  return { outcome: 'recorded', payment, ...status, balance, change: moved }
}

type Status = { status: string; reason: string; evidenceDueAt: Temporal.Instant | null }

async function noteStatus(
  tx: Tx,
  report: DisputeReport,
  payment: CapturedPayment,
): Promise<Status & { change: Change }> {
  const { disputeId: id, status, reason, evidenceDueAt, toldAt } = report
  const before = await tx
    .selectFrom('paymentDisputes')
    .select(['status', 'reason', 'evidenceDueAt', 'toldAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  const order = before ? Temporal.Instant.compare(before.toldAt, toldAt) : -1
  if (before && order > 0) return { ...before, change: 'none' }
  if (before && order === 0 && before.status !== status && !report.isAsked)
    return { ...before, change: 'unclear' }
  const { amountMinor, currency } = report.money
  const told = { status, reason, evidenceDueAt, toldAt, amountMinor, currency }
  const { lenderId, paymentId } = payment
  await tx
    .insertInto('paymentDisputes')
    .values({ id, lenderId, paymentId, paymentIntentId: report.paymentIntentId, ...told })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(told))
    .execute()
  if (before?.status === status) return { status, reason, evidenceDueAt, change: 'none' }
  await audit(tx, payment, { action: before ? 'dispute.updated' : 'dispute.created', report })
  return { status, reason, evidenceDueAt, change: before ? 'moved_on' : 'first' }
}

async function bookMovements(
  tx: Tx,
  report: DisputeReport,
  payment: CapturedPayment,
): Promise<boolean> {
  let hasMoved = false
  for (const movement of await notBooked(tx, report, payment.paymentId)) {
    const { takenMinor } = movement
    const cause = causeOf(movement)
    const isNew = await post(tx, {
      lenderId: payment.lenderId,
      paymentId: payment.paymentId,
      loanId: null,
      cause,
      causeId: `${report.disputeId}:${movement.id}`,
      currency: report.money.currency,
      entries: [
        { account: 'disputes', amountMinor: takenMinor },
        { account: 'psp_clearing', amountMinor: -takenMinor },
      ],
    })
    if (!isNew) continue
    hasMoved = true
    const action = takenMinor > 0n ? 'dispute.funds_withdrawn' : 'dispute.funds_reinstated'
    await audit(tx, payment, { action, report, movement })
  }
  return hasMoved
}

function causeOf({ takenMinor }: DisputeMovement) {
  return takenMinor > 0n ? 'dispute_funds_withdrawn' : 'dispute_funds_reinstated'
}

// The first of each kind may have been booked under the dispute's own name, before each was booked by its own.
async function notBooked(
  tx: Tx,
  { disputeId, movements }: DisputeReport,
  paymentId: string,
): Promise<DisputeMovement[]> {
  const postings = await disputePostings(tx, { disputeId, paymentId })
  const oldestFirst = movements.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
  const unnamed = postings.filter(({ causeId }) => causeId === disputeId)
  const firsts = unnamed.map(({ cause }) => oldestFirst.find((one) => causeOf(one) === cause))
  return oldestFirst.filter((movement) => !firsts.includes(movement))
}

type Line = {
  action: `dispute.${'created' | 'updated' | 'funds_withdrawn' | 'funds_reinstated'}`
  report: DisputeReport
  movement?: DisputeMovement
}

function audit(tx: Tx, payment: CapturedPayment, { action, report, movement }: Line) {
  const { disputeId, status, money } = report
  const takenMinor = movement?.takenMinor ?? money.amountMinor
  const amountMinor = String(takenMinor < 0n ? -takenMinor : takenMinor)
  return writeAuditLog(tx, {
    lenderId: payment.lenderId,
    actor: 'psp',
    action,
    subject: 'payment',
    subjectId: payment.paymentId,
    detail: { dispute: disputeId, status, amountMinor, currency: money.currency },
  })
}
