import type { Database } from '#lib/db/client.ts'

/** What a buyer who wrote is told when the answer is there: where it stands. The answer itself stays on its page. */
export async function buyerFacts(db: Database, caseId: string) {
  const { code, reference } = await db
    .selectFrom('buyerReports')
    .innerJoin('cases', 'cases.id', 'buyerReports.caseId')
    .select(['buyerReports.code', 'cases.reference'])
    .where('buyerReports.caseId', '=', caseId)
    .executeTakeFirstOrThrow()
  return { reference, path: `/bought/${code}` }
}
