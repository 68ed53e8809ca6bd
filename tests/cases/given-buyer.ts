import { buyerReportByCode } from '#lib/cases/buyer-report-of.ts'
import { keepBuyerReport } from '#lib/cases/keep-buyer-report.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'

/** A message of a buyer to this lender, with its code and its case. */
export async function givenBuyer(
  { lenderId }: { lenderId: string },
  imei: string | null = null,
): Promise<{ code: string; caseId: string; reference: string }> {
  const now = Temporal.Now.instant()
  const report = {
    wish: 'pay_off',
    listing: 'https://market.example/ad/123',
    note: 'He said it was paid.',
    email: 'buyer@mail.example',
    imei,
  } as const
  const incoming = {
    lenderId,
    report,
    locale: 'en',
    answerBy: now.add({ hours: 72 }),
    now,
  } as const
  const code = await transaction((tx) => keepBuyerReport(tx, incoming))
  const kept = await buyerReportByCode(database(), lenderId, code)
  if (!kept) throw new Error('no such message')
  return { code, caseId: kept.caseId, reference: kept.reference }
}
