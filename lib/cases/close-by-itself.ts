import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
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
