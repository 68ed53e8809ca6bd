import { randomUUID } from 'node:crypto'
import { buyerCaseOfLoan } from '#lib/cases/buyer-case-of-loan.ts'
import { buyerReportByCode, buyerReportOf } from '#lib/cases/buyer-report-of.ts'
import { makeCode } from '#lib/db/signed-codes.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { endSettlementLink, settlementLinks } from '#lib/payments/links/settlement-link.ts'
import { phoneStated } from '#lib/statements/phone-stated.ts'
import { statementByCode, statementKeysOf, statementOf } from '#lib/statements/queries.ts'
import type { Row } from '#tests/support/database/right-rows.ts'
import { now, type Of, ofLender, type Reads, unlessMissing } from './read.ts'

const settlement = { pay_links: { purpose: 'settlement', ends_at: '2199-01-01T00:00:00Z' } }
const says = JSON.stringify({
  keyturn: 1,
  lender: 'By',
  host: 'by.example',
  code: '0',
  brand: 'By',
  model: 'By',
  imeiEnds: [],
  madeAt: '2026-01-01T00:00:00Z',
  kind: 'free',
  since: '2026-01-01T00:00:00Z',
})
const stated = { takes: { statements: { says } }, shows: () => 'by.example' }
const about = () => ({ takes: { buyer_reports: () => ({ listing: randomUUID() }) } })
const ofListing = { ...about(), shows: ({ listing }: Row) => listing }

/** What strangers read by a code is read at its own lender’s only; the code is one that this lender made. */
async function reportCode(tx: Tx, { lenders: lenderId, cases: caseId }: Of): Promise<string> {
  const code = makeCode('buyer-report', lenderId)
  await tx.updateTable('buyerReports').set({ code }).where('caseId', '=', caseId).execute()
  return code
}

async function statementCode(tx: Tx, { lenders: lenderId, statements: id }: Of): Promise<string> {
  const code = makeCode('statement', lenderId)
  await tx.updateTable('statements').set({ code }).where('id', '=', id).execute()
  return code
}

export const strangers: Reads = {
  buyerReportByCode: ofLender(
    'buyer_reports',
    async (tx, ids) => buyerReportByCode(tx, ids.lenders, await reportCode(tx, ids)),
    ofListing,
  ),
  buyerReportOf: ofLender(
    'buyer_reports',
    (db, { lenders: lenderId, cases: caseId }: Of) => buyerReportOf(db, { lenderId, caseId }),
    ofListing,
  ),
  buyerCaseOfLoan: ofLender(
    'cases',
    async (tx, { lenders: lenderId, loans: loanId, cases: caseId }, row) =>
      unlessMissing(
        await buyerCaseOfLoan(tx, { lenderId, reference: `${row.reference}`, loanId }),
        caseId,
      ),
    { takes: { cases: { kind: 'buyer_report' } } },
  ),
  settlementLinks: ofLender(
    'pay_links',
    (db, { lenders: lenderId, loans: loanId }) => settlementLinks(db, lenderId, loanId),
    { takes: settlement },
  ),
  endSettlementLink: ofLender(
    'pay_links',
    async (tx, { lenders: lenderId, loans: loanId, pay_links: payLinkId }) => {
      const ending = { lenderId, loanId, payLinkId, actor: 'staff:by', now }
      return (await endSettlementLink(tx, ending)) ? payLinkId : undefined
    },
    { takes: settlement },
  ),
  phoneStated: ofLender('devices', (db, { lenders: lenderId, devices: deviceId }) =>
    phoneStated(db, lenderId, deviceId),
  ),
  statementByCode: ofLender(
    'statements',
    async (tx, ids) =>
      statementByCode(tx, ids.lenders, { text: await statementCode(tx, ids), now }),
    stated,
  ),
  statementOf: ofLender(
    'statements',
    (db, { lenders: lenderId, devices: deviceId }, row) =>
      statementOf(db, lenderId, { deviceId, madeBy: `${row.made_by}`, now }),
    stated,
  ),
  statementKeysOf: ofLender('statement_keys', (db, { lenders }) => statementKeysOf(db, lenders), {
    shows: ({ name }) => name,
  }),
}
