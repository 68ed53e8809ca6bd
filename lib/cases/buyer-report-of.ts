import type { Database } from '#lib/db/client.ts'
import { ownCode } from '#lib/db/signed-codes.ts'

/** What a buyer wrote to this lender, and what was answered, for whoever has its code. */
export async function buyerReportByCode(db: Database, lenderId: string, text: string) {
  const code = ownCode('buyer-report', lenderId, text)
  if (!code) return undefined
  return db
    .selectFrom('buyerReports')
    .innerJoin('cases', 'cases.id', 'buyerReports.caseId')
    .leftJoin('payLinks', (join) =>
      join.onRef('payLinks.caseId', '=', 'cases.id').on('payLinks.revokedAt', 'is', null),
    )
    .select(['buyerReports.wish', 'buyerReports.listing', 'buyerReports.note'])
    .select(['buyerReports.writtenAt', 'buyerReports.answer', 'buyerReports.answeredAt'])
    .select(['buyerReports.caseId', 'buyerReports.code'])
    .select(['cases.reference', 'cases.dueAt'])
    .select(['payLinks.code as linkCode', 'payLinks.endsAt as linkEndsAt'])
    .where('buyerReports.lenderId', '=', lenderId)
    .where('buyerReports.code', '=', code)
    .executeTakeFirst()
}

export type BuyersOwnReport = NonNullable<Awaited<ReturnType<typeof buyerReportByCode>>>

/** The same as the desk reads it, by its case. */
export function buyerReportOf(
  db: Database,
  { lenderId, caseId }: { lenderId: string; caseId: string },
) {
  return db
    .selectFrom('buyerReports')
    .select(['wish', 'listing', 'note', 'email', 'imei', 'locale', 'finding', 'answer'])
    .where('lenderId', '=', lenderId)
    .where('caseId', '=', caseId)
    .executeTakeFirst()
}
