import { randomUUID } from 'node:crypto'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { PlacedHold } from '#lib/holds/place-hold.ts'
import { holdPhone, type LoanHold } from '#lib/workflows/holds/hold-phone.ts'
import type { GivenLoan } from '#tests/support/lender.ts'

export const inDays = (days: number) => Temporal.Now.instant().add({ hours: 24 * days })

export function hold(loan: GivenLoan, values: Partial<LoanHold> = {}): Promise<PlacedHold> {
  return transaction((tx) =>
    holdPhone(tx, {
      lenderId: loan.lenderId,
      loanId: loan.loanId,
      reason: 'promise',
      causeId: randomUUID(),
      placedBy: 'staff:test',
      until: inDays(7),
      now: Temporal.Now.instant(),
      ...values,
    }),
  )
}

export function holdRow(holdId: string) {
  return database()
    .selectFrom('holds')
    .selectAll()
    .where('id', '=', holdId)
    .executeTakeFirstOrThrow()
}

async function linesOf(subjectId: string) {
  return database()
    .selectFrom('auditLog')
    .select(['action', 'detail'])
    .where('subjectId', '=', subjectId)
    .orderBy('id')
    .execute()
}

export async function auditLogOf(subjectId: string): Promise<string[]> {
  return (await linesOf(subjectId)).map(({ action }) => action)
}

/** What the audit log says beside what was done. */
export async function detailsOf(subjectId: string): Promise<unknown[]> {
  return (await linesOf(subjectId)).map(({ detail }) => detail)
}
