import { randomUUID } from 'node:crypto'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { PlacedHold } from '#lib/holds/place-hold.ts'
import { holdPhone, type LoanHold } from '#lib/jobs/hold-phone.ts'
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

export async function journalOf(subjectId: string): Promise<string[]> {
  const lines = await database()
    .selectFrom('journal')
    .select('action')
    .where('subjectId', '=', subjectId)
    .orderBy('id')
    .execute()
  return lines.map(({ action }) => action)
}
