import type { Updateable } from 'kysely'
import { type JournalLine, writeJournal } from '#lib/db/journal.ts'
import type { Restructurings } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { VerbOf } from '#lib/domain/journal.ts'

export type PlanRow = Awaited<ReturnType<typeof lockPlan>>

/** A restructuring's row, held until the transaction ends. Lock its loan first. */
export function lockPlan(tx: Tx, restructuringId: string) {
  return tx
    .selectFrom('restructurings')
    .select(['id', 'lenderId', 'loanId', 'reference', 'state', 'version', 'opens'])
    .select(['acceptedOfferId', 'acceptedAt', 'decideBy', 'decidedBy', 'decidedAt'])
    .select(['warnedAt', 'warnedInstallment', 'nextCheckAt'])
    .where('id', '=', restructuringId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

export type PlanMove = {
  action: VerbOf<'restructuring'>
  actor: string
  now: Temporal.Instant
  detail?: JournalLine['detail']
}

/** Changes a restructuring, counts the change and writes it down. */
export async function movePlan(
  tx: Tx,
  { id, lenderId }: Pick<PlanRow, 'id' | 'lenderId'>,
  values: Updateable<Restructurings>,
  { action, actor, now, detail = {} }: PlanMove,
): Promise<void> {
  await tx
    .updateTable('restructurings')
    .set((eb) => ({
      ...values,
      ...(values.state ? { stateAt: now } : {}),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
  await writeJournal(tx, {
    lenderId,
    actor,
    action: `restructuring.${action}`,
    subject: 'restructuring',
    subjectId: id,
    detail,
  })
}
