import type { Selectable } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Promises } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { awaitedUntil } from '#lib/domain/money/clearing.ts'
import {
  type PromiseState,
  paidInTime,
  promiseAfter,
  verdictOf,
} from '#lib/domain/promise/promise.ts'
import { clearingPayments } from '#lib/ledger/clearing-payments.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { arrearsMinorOf } from './make-promise.ts'
import { moneySince } from './money-since.ts'

export type PromiseDecided = {
  promiseId: string
  lenderId: string
  loanId: string
  state: PromiseState
  /** False when the verdict of before stands now that the day is over. */
  isChanged: boolean
  isFinal: boolean
  /** Nothing is overdue any more. */
  isCleared: boolean
  /** Until when the phone is to be left alone from now on; undefined: as before. */
  heldUntil: Temporal.Instant | undefined
}

/** Reads from the ledger what became of a promise, and says it once; undefined when there is nothing new to say. */
export async function decidePromise(
  tx: Tx,
  { promiseId, loanId }: { promiseId: string; loanId: string },
  now: Temporal.Instant,
): Promise<PromiseDecided | undefined> {
  const loan = await lockLoan(tx, loanId)
  const promise = await promiseRow(tx, promiseId)
  const { lenderId, endsAt, verdictAt, decidedAt } = promise
  const { policy, timeZone } = loan.lender
  const clock = { policy, timeZone, now }
  const paidMinor = paidInTime(await moneySince(tx, promise), endsAt)
  const arrearsMinor = arrearsMinorOf(loan, clock)
  const awaited = await waitOf(tx, { ...promise, paidMinor }, clock)
  const saidAt = later(verdictAt, awaited)
  const state = promiseAfter({ ...promise, paidMinor, arrearsMinor, verdictAt: saidAt }, now)
  const waitsUntil = (state !== 'withdrawn' && awaited) || null
  const isOver = Temporal.Instant.compare(now, waitsUntil ? saidAt : verdictAt) >= 0
  const isChanged = state !== promise.state
  const isFinal = state !== 'open' && (isOver || state === 'withdrawn')
  const isMoved = String(waitsUntil) !== String(promise.waitsUntil)
  if (!isChanged && !isMoved && (!isFinal || decidedAt)) return undefined
  const newDecidedAt = isFinal ? now : null
  await note(tx, promise, { state, paidMinor, waitsUntil, decidedAt: newDecidedAt }, now)
  return {
    promiseId,
    lenderId,
    loanId,
    state,
    isChanged,
    isFinal,
    isCleared: arrearsMinor === 0n,
    heldUntil: isMoved ? (waitsUntil ? saidAt : verdictAt) : undefined,
  }
}

function promiseRow(tx: Tx, promiseId: string) {
  return tx
    .selectFrom('promises')
    .select(['id', 'lenderId', 'loanId', 'state', 'amountMinor', 'paidMinor'])
    .select(['endsAt', 'verdictAt', 'waitsUntil', 'afterEntry', 'decidedAt'])
    .where('id', '=', promiseId)
    .executeTakeFirstOrThrow()
}

type PromiseRow = Awaited<ReturnType<typeof promiseRow>>

function later(a: Temporal.Instant, b: Temporal.Instant | undefined): Temporal.Instant {
  return b && Temporal.Instant.compare(b, a) > 0 ? b : a
}

// What is kept waits for nothing, and a verdict that was said is not taken back for money still to come.
async function waitOf(
  tx: Tx,
  { loanId, amountMinor, endsAt, decidedAt, ...promise }: PromiseRow & { paidMinor: bigint },
  clock: LenderClock,
): Promise<Temporal.Instant | undefined> {
  if (decidedAt || verdictOf(amountMinor, promise.paidMinor) === 'kept') return undefined
  return awaitedUntil(await clearingPayments(tx, loanId), endsAt, clock)
}

type Status = Pick<Selectable<Promises>, 'state' | 'waitsUntil' | 'decidedAt'> & {
  paidMinor: bigint
}

async function note(
  tx: Tx,
  promise: PromiseRow,
  { paidMinor, ...status }: Status,
  now: Temporal.Instant,
): Promise<void> {
  const { state, waitsUntil } = status
  const isChanged = state !== promise.state
  const isOver = state !== 'open' && state !== 'withdrawn'
  await tx
    .updateTable('promises')
    .set({ ...status, paidMinor: isOver ? paidMinor : null })
    .$if(isChanged, (update) => update.set({ stateAt: now }))
    .where('id', '=', promise.id)
    .execute()
  const { id: subjectId, lenderId } = promise
  const line = { lenderId, actor: 'keyturn', subject: 'promise', subjectId } as const
  if (isChanged && state !== 'open') {
    const detail = { paidMinor: String(paidMinor) }
    await writeAuditLog(tx, { ...line, action: `promise.${state}`, detail })
  } else if (waitsUntil) {
    const detail = { until: waitsUntil.toString() }
    await writeAuditLog(tx, { ...line, action: 'promise.prolonged', detail })
  }
}
