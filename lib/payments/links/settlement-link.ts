import { randomUUID } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import { makeCode } from '#lib/db/signed-codes.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type PaymentChoice, paymentChoices } from '#lib/domain/money/payment-choices.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'
import { noteQuote } from '#lib/payments/note-quote.ts'

export type SettlementLinkRefusal = { refusal: 'not_allowed' | 'nothing_to_settle' | 'missing' }

/** What a link that is made now asks for, and until when; or why none is made. */
export function settlementToOffer(
  loan: LoanRecord,
  now: Temporal.Instant,
): { choice: PaymentChoice; endsAt: Temporal.Instant } | SettlementLinkRefusal {
  const { lender, currency } = loan
  if (!lender.policy.settlement.byOthers) return { refusal: 'not_allowed' }
  const terms = payTerms(lender, currency, { timeZone: lender.timeZone, now })
  const choice = paymentChoices(loan, terms).find(({ name }) => name === 'settle')
  if (!choice?.validUntil) return { refusal: 'nothing_to_settle' }
  const after = choice.validUntil.add({ days: 1 })
  return { choice, endsAt: after.toZonedDateTime(lender.timeZone).toInstant() }
}

type NewLink = {
  /** Chosen by the form that asks for it: one form makes one link, however often it is sent. */
  payLinkId?: string | undefined
  loan: LoanRecord
  actor: string
  /** The buyer whose page shows it; null: whoever is given it. */
  caseId: string | null
  reason: string
  now: Temporal.Instant
}

async function codeOf(
  tx: Tx,
  { lenderId, payLinkId }: { lenderId: string; payLinkId: string },
): Promise<string | undefined> {
  const link = await tx
    .selectFrom('payLinks')
    .select('code')
    .where('id', '=', payLinkId)
    .where('lenderId', '=', lenderId)
    .executeTakeFirst()
  return link?.code
}

/**
 * Makes a link by which somebody who is not the borrower pays off the loan. What it asks for binds until its end, as any amount
 * that was said to settle. Nothing of the borrower can be read by it.
 */
export async function makeSettlementLink(
  tx: Tx,
  { payLinkId = randomUUID(), loan, actor, caseId, reason, now }: NewLink,
): Promise<{ payLinkId: string; code: string } | SettlementLinkRefusal> {
  const lenderId = loan.lender.id
  const before = await codeOf(tx, { lenderId, payLinkId })
  if (before) return { payLinkId, code: before }
  const offer = settlementToOffer(loan, now)
  if ('refusal' in offer) return offer
  const device = await tx
    .selectFrom('devices')
    .select('id')
    .where('lenderId', '=', lenderId)
    .where('loanId', '=', loan.loanId)
    .where('handedBackAt', 'is', null)
    .executeTakeFirst()
  if (!device) return { refusal: 'missing' }
  if (caseId) await endLinksOf(tx, { lenderId, caseId, actor, now })
  const code = makeCode('pay-link', lenderId)
  await tx
    .insertInto('payLinks')
    .values({
      id: payLinkId,
      lenderId,
      deviceId: device.id,
      code,
      purpose: 'settlement',
      endsAt: offer.endsAt,
      caseId,
      createdAt: now,
    })
    .execute()
  const { loanId, currency, outstandingMinor } = loan
  await noteQuote(tx, {
    loan: { lenderId, loanId, currency, outstandingMinor },
    choice: offer.choice,
    seenBy: `pay_link:${payLinkId}`,
    now,
  })
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'pay_link.made',
    subject: 'pay_link',
    subjectId: payLinkId,
    detail: { pays: 'settlement', amountMinor: String(offer.choice.amountMinor), reason },
  })
  return { payLinkId, code }
}

type Ending = { lenderId: string; actor: string; now: Temporal.Instant }

/** Ends a link that pays off this loan; false: there is none. */
export async function endSettlementLink(
  tx: Tx,
  { lenderId, loanId, payLinkId, actor, now }: Ending & { loanId: string; payLinkId: string },
): Promise<boolean> {
  const ended = await tx
    .updateTable('payLinks')
    .set({ revokedAt: now })
    .where('id', '=', payLinkId)
    .where('lenderId', '=', lenderId)
    .where('purpose', '=', 'settlement')
    .where('revokedAt', 'is', null)
    .where('deviceId', 'in', (eb) =>
      eb.selectFrom('devices').select('devices.id').where('devices.loanId', '=', loanId),
    )
    .returning('id')
    .executeTakeFirst()
  if (ended) await auditEnd(tx, { lenderId, actor, payLinkId })
  return ended !== undefined
}

async function endLinksOf(
  tx: Tx,
  { lenderId, caseId, actor, now }: Ending & { caseId: string },
): Promise<void> {
  const ended = await tx
    .updateTable('payLinks')
    .set({ revokedAt: now })
    .where('lenderId', '=', lenderId)
    .where('caseId', '=', caseId)
    .where('revokedAt', 'is', null)
    .returning('id')
    .execute()
  for (const { id: payLinkId } of ended) await auditEnd(tx, { lenderId, actor, payLinkId })
}

function auditEnd(tx: Tx, end: { lenderId: string; actor: string; payLinkId: string }) {
  const { lenderId, actor, payLinkId: subjectId } = end
  return writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'pay_link.revoked',
    subject: 'pay_link',
    subjectId,
  })
}

/** The links that pay off a loan and stand, also those whose time is over, the newest first. */
export function settlementLinks(db: Database, lenderId: string, loanId: string) {
  return db
    .selectFrom('payLinks')
    .innerJoin('devices', 'devices.id', 'payLinks.deviceId')
    .leftJoin('cases', 'cases.id', 'payLinks.caseId')
    .select(['payLinks.id as payLinkId', 'payLinks.code', 'payLinks.createdAt', 'payLinks.endsAt'])
    .select(['cases.id as caseId', 'cases.reference as caseReference'])
    .where('payLinks.lenderId', '=', lenderId)
    .where('devices.loanId', '=', loanId)
    .where('payLinks.purpose', '=', 'settlement')
    .where('payLinks.revokedAt', 'is', null)
    .orderBy('payLinks.createdAt', 'desc')
    .limit(20)
    .execute()
}
