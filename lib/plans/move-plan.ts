import type { Updateable } from 'kysely'
import { type AuditLogLine, writeAuditLog } from '#lib/db/audit-log.ts'
import type { Plans } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { VerbOf } from '#lib/domain/audit-log-actions.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'

export type PlanRow = Awaited<ReturnType<typeof lockPlan>>

/** A plan's row, held until the transaction ends. Lock its loan first. */
export function lockPlan(tx: Tx, planId: string) {
  return tx
    .selectFrom('plans')
    .select(['id', 'lenderId', 'loanId', 'reference', 'state', 'version', 'opens'])
    .select(['acceptedOfferId', 'acceptedAt', 'decideBy', 'decidedBy', 'decidedAt'])
    .select(['warnedAt', 'warnedInstallment', 'nextCheckAt'])
    .where('id', '=', planId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

/** A plan of a borrower with its loan, both held until the transaction ends; another's is not found. */
export async function lockOwnPlan(
  tx: Tx,
  { borrowerId, planId }: { borrowerId: string; planId: string },
) {
  const found = await tx
    .selectFrom('plans')
    .innerJoin('loans', 'loans.id', 'plans.loanId')
    .select('plans.loanId')
    .where('loans.borrowerId', '=', borrowerId)
    .where('plans.id', '=', planId)
    .executeTakeFirst()
  if (!found) return undefined
  const loan = await lockLoan(tx, found.loanId)
  return { loan, row: await lockPlan(tx, planId) }
}

type PlanMove = {
  action: VerbOf<'plan'>
  actor: string
  now: Temporal.Instant
  detail?: AuditLogLine['detail']
}

/** Changes a plan, counts the change and writes it down. */
export async function movePlan(
  tx: Tx,
  { id, lenderId }: Pick<PlanRow, 'id' | 'lenderId'>,
  values: Updateable<Plans>,
  { action, actor, now, detail = {} }: PlanMove,
): Promise<void> {
  await tx
    .updateTable('plans')
    .set((eb) => ({
      ...values,
      ...(values.state ? { stateAt: now } : {}),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: `plan.${action}`,
    subject: 'plan',
    subjectId: id,
    detail,
  })
}
