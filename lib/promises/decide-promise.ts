import type { Selectable } from 'kysely'
import { writeJournal } from '#lib/db/journal.ts'
import { lockLoan } from '#lib/db/ledger.ts'
import type { Promises } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type PromiseState, paidInTime, promiseAfter } from '#lib/domain/promise/promise.ts'
import { arrearsOf } from './make-promise.ts'
import { moneySince } from './money-since.ts'

export type PromiseDecided = {
  promiseId: string
  loanId: string
  state: PromiseState
  /** False when the verdict of before stands now that the day is over. */
  isChanged: boolean
  isFinal: boolean
  /** Nothing is overdue any more. */
  isCleared: boolean
}

/** Reads from the ledger what became of a promise, and says it once; undefined when there is nothing new to say. */
export async function decidePromise(
  tx: Tx,
  { promiseId, loanId }: { promiseId: string; loanId: string },
  now: Temporal.Instant,
): Promise<PromiseDecided | undefined> {
  const loan = await lockLoan(tx, loanId)
  const promise = await tx
    .selectFrom('promises')
    .select(['id', 'lenderId', 'loanId', 'state', 'amountMinor', 'paidMinor'])
    .select(['endsAt', 'afterEntry', 'decidedAt'])
    .where('id', '=', promiseId)
    .executeTakeFirstOrThrow()
  const paidMinor = paidInTime(await moneySince(tx, promise), promise.endsAt)
  const { policy, timeZone } = loan.lender
  const arrearsMinor = arrearsOf(loan, { policy, timeZone, now })
  const state = promiseAfter({ ...promise, paidMinor, arrearsMinor }, now)
  const isOver = Temporal.Instant.compare(now, promise.endsAt) >= 0
  const isChanged = state !== promise.state
  const isFinal = state !== 'open' && (isOver || state === 'withdrawn')
  if (!isChanged && (!isFinal || promise.decidedAt)) return undefined
  await note(tx, { promise, state, paidMinor, decidedAt: isFinal ? now : null, now })
  return { promiseId, loanId, state, isChanged, isFinal, isCleared: arrearsMinor === 0n }
}

type Noted = {
  promise: Pick<Selectable<Promises>, 'id' | 'lenderId' | 'state'>
  state: PromiseState
  paidMinor: bigint
  decidedAt: Temporal.Instant | null
  now: Temporal.Instant
}

async function note(tx: Tx, { promise, state, paidMinor, decidedAt, now }: Noted): Promise<void> {
  await tx
    .updateTable('promises')
    .set({ state, decidedAt, paidMinor: state === 'withdrawn' ? null : paidMinor })
    .$if(state !== promise.state, (update) => update.set({ stateAt: now }))
    .where('id', '=', promise.id)
    .execute()
  if (state === promise.state) return
  await writeJournal(tx, {
    lenderId: promise.lenderId,
    actor: 'keyturn',
    action: `promise.${state}`,
    subject: 'promise',
    subjectId: promise.id,
    detail: { paidMinor: String(paidMinor) },
  })
}
