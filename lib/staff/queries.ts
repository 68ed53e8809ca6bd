import type { Database } from '#lib/db/client.ts'

/** Everybody of a lender's staff, those who left last. */
export function listStaff(db: Database, lenderId: string) {
  return db
    .selectFrom('staff')
    .select(['id', 'name', 'email', 'role', 'locale', 'createdAt'])
    .select(['disabledAt', 'totpConfirmedAt'])
    .select((eb) =>
      eb
        .selectFrom('staffSessions')
        .select((max) => max.fn.max('staffSessions.seenAt').as('seenAt'))
        .whereRef('staffSessions.staffId', '=', 'staff.id')
        .where('staffSessions.provedAt', 'is not', null)
        .as('seenAt'),
    )
    .where('lenderId', '=', lenderId)
    .orderBy('disabledAt', (order) => order.desc().nullsFirst())
    .orderBy('name')
    .execute()
}

export type ListedStaff = Awaited<ReturnType<typeof listStaff>>[number]

/** Somebody of a lender's staff who is not disabled. */
export function staffById(db: Database, lenderId: string, staffId: string) {
  return db
    .selectFrom('staff')
    .select(['id', 'email', 'locale'])
    .where('id', '=', staffId)
    .where('lenderId', '=', lenderId)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
}

/** Names by `staff:{id}`, for what the audit log says of who did it. */
export async function staffNames(db: Database, lenderId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('lenderId', '=', lenderId)
    .execute()
  return new Map(rows.map(({ id, name }) => [`staff:${id}`, name]))
}
