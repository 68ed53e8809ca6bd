import { type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { DB } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { CaseKind } from './open-case.ts'

type Gone = { lenderId: string; now: Temporal.Instant }
type Which = (eb: ExpressionBuilder<DB, 'cases'>) => Expression<SqlBool>

/** Closes the case of a trouble that is no more, if one is open. */
export function closeByItself(tx: Tx, gone: Gone & { dedupeKey: string }): Promise<void> {
  return close(tx, gone, (eb) => eb('dedupeKey', '=', gone.dedupeKey))
}

const ofOneUnlock = ['manual_unlock', 'unlock_refused', 'unlock_expired'] as const
/** The kinds of a case about a phone that does not open. */
const untilOpen = [...ofOneUnlock, 'unlock_late'] as const satisfies readonly CaseKind[]

type AboutUnlock = Gone & { unlockId: string }

/** Closes every case about opening the phone of this unlock: it is open, or nothing opens it any more. */
export function closeWhenOver(tx: Tx, about: AboutUnlock): Promise<void> {
  return closeOfPhone(tx, about, untilOpen)
}

/** Closes the cases of older unlocks of this one's phone: what they asked for is asked for anew. That it is late stays. */
export function closeOfOlder(tx: Tx, about: AboutUnlock): Promise<void> {
  return closeOfPhone(tx, about, ofOneUnlock)
}

/** Closes the case about a loan's credit: it is used, or gone. */
export function closeOfCredit(
  tx: Tx,
  { loanId, ...gone }: Gone & { loanId: string },
): Promise<void> {
  return close(tx, gone, (eb) => eb('kind', '=', 'credit_left').and('loanId', '=', loanId))
}

/** What two people were asked to do: of which payment, loan, return or group of settings. */
export type AskedAct = { act: string; subjectId: string } | (CashEntry & { act: 'cash' })

/** Each entry of cash is one of its own: what tells that it is the same is its receipt or its amount. */
type CashEntry = { loanId: string; officeReceipt: string; amountMinor: bigint }

/** Closes the cases about an act that was not done when a second person was asked: it is done, or was decided about anew. */
export function closeOfAct(tx: Tx, { asked, ...gone }: Gone & { asked: AskedAct }): Promise<void> {
  return close(tx, gone, (eb) =>
    eb('kind', '=', 'approval_not_done').and(
      sql<string>`detail ->> 'approval'`,
      'in',
      eb
        .selectFrom('approvals')
        .select(sql<string>`approvals.id::text`.as('id'))
        .where('approvals.lenderId', '=', gone.lenderId)
        .where(isOfAct(asked)),
    ),
  )
}

function isOfAct(asked: AskedAct): RawBuilder<boolean> {
  const isOfKind = sql`coalesce(approvals.detail ->> 'act', approvals.kind) = ${asked.act}`
  if ('subjectId' in asked) return sql`(${isOfKind} and approvals.subject_id = ${asked.subjectId})`
  const { loanId, officeReceipt, amountMinor } = asked
  return sql`(${isOfKind} and approvals.loan_id = ${loanId}
    and (approvals.detail ->> 'officeReceipt' = ${officeReceipt}
      or approvals.detail ->> 'amountMinor' = ${String(amountMinor)}))`
}

function closeOfPhone(tx: Tx, about: AboutUnlock, kinds: readonly CaseKind[]): Promise<void> {
  return close(tx, about, (eb) =>
    eb('kind', 'in', kinds).and(
      'unlockId',
      'in',
      eb
        .selectFrom('unlocks as asked')
        .innerJoin('unlocks as every', 'every.deviceId', 'asked.deviceId')
        .select('every.id')
        .where('asked.id', '=', about.unlockId),
    ),
  )
}

async function close(tx: Tx, { lenderId, now }: Gone, which: Which): Promise<void> {
  const closed = await tx
    .updateTable('cases')
    .set((eb) => ({ closedAt: now, closedBy: 'keyturn', version: eb('version', '+', 1) }))
    .where('lenderId', '=', lenderId)
    .where('closedAt', 'is', null)
    .where(which)
    .returning('id')
    .execute()
  for (const { id: subjectId } of closed)
    await writeAuditLog(tx, {
      lenderId,
      actor: 'keyturn',
      action: 'case.closed',
      subject: 'case',
      subjectId,
    })
}
