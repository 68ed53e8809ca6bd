import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type BorrowerDispute, mostMessagesInDay } from '#lib/domain/borrower-dispute.ts'
import { type CaseDetail, openCase } from './open-case.ts'

type NewMessage = {
  lenderId: string
  loanId: string
  message: BorrowerDispute
  by: string
  /** When an answer is promised. */
  answerBy: Temporal.Instant
}

type KeptMessage = { caseId: string; number: number; isNew: boolean } | { refusal: 'too_many' }

/**
 * Puts before a person what a borrower says is wrong. While the case is open, another message is added to it; the same
 * one sent twice changes nothing. Once it is answered, what comes next is a case of its own. The case shows the newest
 * message, its audit log every one.
 */
export async function keepMessage(tx: Tx, incoming: NewMessage): Promise<KeptMessage> {
  const { lenderId, loanId, message, by, answerBy } = incoming
  const dedupeKey = `borrower_dispute:${loanId}`
  const before = await openOne(tx, dedupeKey)
  if (before && isSame(before.detail, message))
    return { caseId: before.id, number: before.detail.messages, isNew: false }
  if ((await messagesInDay(tx, loanId)) >= mostMessagesInDay) return { refusal: 'too_many' }
  const number = (before?.detail.messages ?? 0) + 1
  const paymentId = await paymentNamed(tx, loanId, message.paymentReference)
  const detail: CaseDetail = { ...message, messages: number }
  if (before) {
    await tx
      .updateTable('cases')
      .set((eb) => ({ detail: JSON.stringify(detail), version: eb('version', '+', 1) }))
      .$if(paymentId !== undefined, (update) => update.set({ paymentId: paymentId ?? null }))
      .where('id', '=', before.id)
      .execute()
  } else {
    const kind = 'borrower_dispute'
    await openCase(tx, { lenderId, loanId, paymentId: paymentId ?? null, kind, dedupeKey, detail })
  }
  const caseId = before?.id ?? (await newOne(tx, dedupeKey, answerBy))
  await writeAuditLog(tx, {
    lenderId,
    actor: by,
    action: 'case.message',
    subject: 'case',
    subjectId: caseId,
    detail: message,
  })
  return { caseId, number, isNew: true }
}

type Kept = BorrowerDispute & { messages: number }

async function openOne(tx: Tx, dedupeKey: string) {
  const row = await tx
    .selectFrom('cases')
    .select(['id', 'detail'])
    .where('dedupeKey', '=', dedupeKey)
    .where('closedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row && { id: row.id, detail: row.detail as Kept }
}

async function messagesInDay(tx: Tx, loanId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('auditLog')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('subject', '=', 'case')
    .where('subjectId', 'in', (eb) =>
      eb
        .selectFrom('cases')
        .select(sql<string>`id::text`.as('id'))
        .where('loanId', '=', loanId)
        .where('kind', '=', 'borrower_dispute'),
    )
    .where('action', '=', 'case.message')
    .where('at', '>', sql<Temporal.Instant>`now() - interval '24 hours'`)
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function newOne(tx: Tx, dedupeKey: string, dueAt: Temporal.Instant): Promise<string> {
  const { id } = await tx
    .updateTable('cases')
    .set({ dueAt })
    .where('dedupeKey', '=', dedupeKey)
    .where('closedAt', 'is', null)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

function isSame(kept: Kept, { what, note, paymentReference }: BorrowerDispute): boolean {
  return kept.what === what && kept.note === note && kept.paymentReference === paymentReference
}

// A reference of ours names the payment itself; anything else is for the person to read.
async function paymentNamed(
  tx: Tx,
  loanId: string,
  reference: string,
): Promise<string | undefined> {
  if (!reference) return undefined
  const payment = await tx
    .selectFrom('payments')
    .select('id')
    .where('loanId', '=', loanId)
    .where('reference', '=', reference.toUpperCase())
    .executeTakeFirst()
  return payment?.id
}
