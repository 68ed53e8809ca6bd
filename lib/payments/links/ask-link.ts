import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import { makeCode } from '#lib/db/signed-codes.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isLonger } from '#lib/domain/identity/characters.ts'
import {
  askLinkEndsAt,
  isAskLinkValid,
  longestLinkName,
  mostAskLinks,
} from '#lib/domain/money/ask-link-terms.ts'
import { linkChoice } from '#lib/domain/money/link-choice.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'

type Wanted = {
  /** Chosen by the form: one form makes one link, however often it is sent. */
  payLinkId: string
  borrowerId: string
  deviceId: string
  /** Whom it is for, in the borrower's own words; empty: not said. */
  name: string
  now: Temporal.Instant
}

/** `missing`: no phone of theirs. `nothing_to_ask`: nothing is due before the link would end. */
export type AskLinkRefusal = {
  refusal: 'missing' | 'name_too_long' | 'nothing_to_ask' | 'too_many'
}

/** Makes a link by which somebody whom the borrower asks pays what is due. Nothing of the borrower can be read by it. */
export async function makeAskLink(
  tx: Tx,
  { payLinkId, borrowerId, deviceId, now, ...wanted }: Wanted,
): Promise<{ payLinkId: string } | AskLinkRefusal> {
  const name = wanted.name.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (isLonger(name, longestLinkName)) return { refusal: 'name_too_long' }
  const device = await tx
    .selectFrom('devices')
    .select('loanId')
    .where('borrowerId', '=', borrowerId)
    .where('id', '=', deviceId)
    .executeTakeFirst()
  if (!device) return { refusal: 'missing' }
  const loan = await lockLoan(tx, device.loanId)
  const links = await linksOf(tx, deviceId)
  if (links.some(({ id }) => id === payLinkId)) return { payLinkId }
  const endsAt = askLinkEndsAt(now, loan.lender.timeZone)
  if (!asksFor(loan, endsAt, now)) return { refusal: 'nothing_to_ask' }
  if (links.filter((link) => isAskLinkValid(link, now)).length >= mostAskLinks)
    return { refusal: 'too_many' }
  const lenderId = loan.lender.id
  const code = makeCode('pay-link', lenderId)
  const purpose = 'ask' as const
  const values = { id: payLinkId, lenderId, deviceId, code, purpose, name: name || null }
  const made = await tx
    .insertInto('payLinks')
    .values({ ...values, endsAt, createdAt: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  // The id is another link's: no form of ours has sent it.
  if (!made) return { refusal: 'missing' }
  await writeAuditLog(tx, {
    lenderId,
    actor: `borrower:${borrowerId}`,
    action: 'pay_link.made',
    subject: 'pay_link',
    subjectId: payLinkId,
  })
  return { payLinkId }
}

function asksFor(loan: LoanRecord, endsAt: Temporal.Instant, now: Temporal.Instant) {
  const { lender, currency, handedBackAt } = loan
  if (handedBackAt) return undefined
  const terms = payTerms(lender, currency, { timeZone: lender.timeZone, now })
  return linkChoice({ purpose: 'ask', endsAt }, loan, terms)
}

function linksOf(tx: Tx, deviceId: string) {
  return (
    tx
      .selectFrom('payLinks')
      .select(['id', 'revokedAt'])
      // Of these links it is never empty.
      .select(sql<Temporal.Instant>`ends_at`.as('endsAt'))
      .where('deviceId', '=', deviceId)
      .where('purpose', '=', 'ask')
      .execute()
  )
}

type Ending = {
  lenderId: string
  deviceId: string
  payLinkId: string
  actor: string
  now: Temporal.Instant
}

/**
 * Ends such a link of this phone at once: nothing is begun by it from now on. Gives what was begun by it and is not finished;
 * undefined: there is no such link.
 */
export async function endAskLink(
  tx: Tx,
  { lenderId, deviceId, payLinkId, actor, now }: Ending,
): Promise<{ unfinished: string[] } | undefined> {
  const link = await tx
    .selectFrom('payLinks')
    .innerJoin('devices', 'devices.id', 'payLinks.deviceId')
    .select('devices.loanId')
    .where('payLinks.lenderId', '=', lenderId)
    .where('payLinks.deviceId', '=', deviceId)
    .where('payLinks.id', '=', payLinkId)
    .where('payLinks.purpose', '=', 'ask')
    .executeTakeFirst()
  if (!link) return undefined
  // Whoever begins to pay by it at this moment holds the loan as well: they are seen here, or see that it has ended.
  await lockLoan(tx, link.loanId)
  const ended = await tx
    .updateTable('payLinks')
    .set({ revokedAt: now })
    .where('id', '=', payLinkId)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (ended)
    await writeAuditLog(tx, {
      lenderId,
      actor,
      action: 'pay_link.revoked',
      subject: 'pay_link',
      subjectId: payLinkId,
    })
  const unfinished = await tx
    .selectFrom('payments')
    .select('id')
    .where('payLinkId', '=', payLinkId)
    .where('state', 'in', ['opening', 'open'])
    .execute()
  return { unfinished: unfinished.map(({ id }) => id) }
}
