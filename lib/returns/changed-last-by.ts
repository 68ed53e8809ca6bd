import type { Database } from '#lib/db/client.ts'

/** Who did something to a return last, as the audit log names them; undefined: nobody. */
export async function changedLastBy(db: Database, returnId: string): Promise<string | undefined> {
  const newest = await db
    .selectFrom('auditLog')
    .select('actor')
    .where('subject', '=', 'return')
    .where('subjectId', '=', returnId)
    .where('action', '<>', 'return.viewed')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.actor
}
