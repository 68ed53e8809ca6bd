import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { formatReference } from '#lib/domain/identity/reference.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { liveReturnStates } from '#lib/domain/return/return.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { currentQuote, type KeptQuote, writeQuote } from './quotes.ts'

type ReturnWish = {
  borrowerId: string
  deviceId: string
  /** What was owed by the quote that the person read. */
  seenOutstandingMinor: bigint
  now: Temporal.Instant
}

type OfferRefusal =
  | { refusal: 'not_found' | 'not_offered' | 'nothing_owed' | 'changed' }
  | { refusal: 'under_way'; returnId: string }

/** Freezes the quote of a return for the lender's number of days. Nothing else happens: the phone and the loan stay as they are. */
export async function offerReturn(
  tx: Tx,
  wish: ReturnWish,
): Promise<{ returnId: string } | OfferRefusal> {
  const device = await deviceOf(tx, wish)
  if (!device) return { refusal: 'not_found' }
  const loan = await lockLoan(tx, device.loanId)
  const live = await liveReturn(tx, device.loanId)
  if (live && live.state !== 'offered') return { refusal: 'under_way', returnId: live.id }
  if (!loan.lender.policy.return.offered) return { refusal: 'not_offered' }
  if (loan.outstandingMinor === 0n || device.handedBackAt) return { refusal: 'nothing_owed' }
  if (loan.outstandingMinor !== wish.seenOutstandingMinor) return { refusal: 'changed' }
  if (live) return renew(tx, { returnId: live.id, loan, now: wish.now })
  return create(tx, loan, wish)
}

function deviceOf(tx: Tx, { borrowerId, deviceId }: ReturnWish) {
  if (!isUuid(deviceId)) return undefined
  return tx
    .selectFrom('devices')
    .select(['loanId', 'handedBackAt'])
    .where('borrowerId', '=', borrowerId)
    .where('id', '=', deviceId)
    .executeTakeFirst()
}

function liveReturn(tx: Tx, loanId: string) {
  return tx
    .selectFrom('returns')
    .select(['id', 'state'])
    .where('loanId', '=', loanId)
    .where('state', 'in', liveReturnStates)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

type Offer = { returnId: string; loan: LoanRecord; now: Temporal.Instant }

async function renew(tx: Tx, offer: Offer): Promise<{ returnId: string }> {
  const { quote, isNew } = await currentQuote(tx, offer, false)
  if (isNew) await noteQuoted(tx, offer, quote)
  return { returnId: offer.returnId }
}

async function create(
  tx: Tx,
  loan: LoanRecord,
  { borrowerId, deviceId, now }: ReturnWish,
): Promise<{ returnId: string }> {
  const { lenderId, returnId } = await tx
    .insertInto('returns')
    .values({
      lenderId: loan.lender.id,
      loanId: loan.loanId,
      deviceId,
      reference: formatReference(randomBytes(8)),
      askedBy: `borrower:${borrowerId}`,
      askedAt: now,
      stateAt: now,
    })
    .returning(['id as returnId', 'lenderId'])
    .executeTakeFirstOrThrow()
  const offer = { returnId, loan, now }
  await noteQuoted(tx, offer, await writeQuote(tx, offer))
  await writeAuditLog(tx, {
    lenderId,
    actor: `borrower:${borrowerId}`,
    action: 'return.offered',
    subject: 'return',
    subjectId: returnId,
    detail: {},
  })
  return { returnId }
}

/** A newer quote is a newer version of the return: who acts on the older is told. The offer ends with its quote. */
export async function noteQuoted(
  tx: Tx,
  { returnId, loan }: Offer,
  { validUntil, version, terms }: KeptQuote,
): Promise<void> {
  await tx
    .updateTable('returns')
    .set((eb) => ({
      version: eb('version', '+', 1),
      nextActionAt: endOfDay(validUntil, loan.lender.timeZone),
    }))
    .where('id', '=', returnId)
    .where('state', '=', 'offered')
    .execute()
  await writeAuditLog(tx, {
    lenderId: loan.lender.id,
    actor: 'keyturn',
    action: 'return.quoted',
    subject: 'return',
    subjectId: returnId,
    detail: { version, rule: terms.rule, validUntil: validUntil.toString() },
  })
}
