import { database } from '#lib/db/client.ts'
import type { AuditLogAction } from '#lib/domain/audit-log-actions.ts'
import type { Borrower } from '#tests/e2e/support/borrower.ts'

/** Who acts: an admin of the lender whose borrower it is about. */
export type By = { owner: Borrower; staffId: string }

/** What an act of the desk needs to be done, where it leads when it is, and what the audit log then says of whoever did it. */
export type Doing = {
  ids?: Record<string, string>
  fields?: Record<string, string>
  leads: string | RegExp
  did: AuditLogAction
  /** Of a lender that no other test knows, where it is about the whole of one; then the desk of that lender. */
  at?: { slug: string; cookie: string; staffId: string }
}

export type Doings = Record<string, (by: By) => Promise<Doing>>

export const zone = 'Asia/Colombo'
export const inDays = (days: number) => `${Temporal.Now.plainDateISO(zone).add({ days })}`

/** The minute that it is, as a form asks for it. */
export function thisMinute(): { day: string; time: string } {
  const now = Temporal.Now.zonedDateTimeISO(zone)
  return {
    day: `${now.toPlainDate()}`,
    time: now.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}

/** The version of a record that its page shows. */
export async function versionOf(
  table: 'cases' | 'plans' | 'returns' | 'lenders',
  id: string,
): Promise<{ version: string }> {
  const column = table === 'lenders' ? 'settingsVersion' : 'version'
  const row = await database()
    .selectFrom(table)
    .select(column as 'version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { version: `${Object.values(row)[0]}` }
}
