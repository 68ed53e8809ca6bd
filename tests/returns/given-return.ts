import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { Condition } from '#lib/domain/policy/hardship-policy.ts'
import type { HandOver } from '#lib/domain/return/hand-over.ts'
import type { ReturnState } from '#lib/domain/return/return.ts'
import type { ReturnAct } from '#lib/returns/move-return.ts'
import { offerReturn } from '#lib/returns/offer-return.ts'
import { arrangeReturn } from '#lib/workflows/returns/arrange-return.ts'
import { callOffReturn } from '#lib/workflows/returns/call-off.ts'
import { answerReturn, inspectReturn, receiveReturn } from '#lib/workflows/returns/handle-return.ts'
import { closeReturn, settleReturn } from '#lib/workflows/returns/settle-return.ts'
import { agreedByTwo } from '#tests/approvals/given-agreed.ts'
import { loanRow } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'

export const valuePercent = { good: 40, worn: 30, damaged: 10, not_working: 0 }

/** A policy about returns, as most tests want it. */
export function returnPolicy(rule: 'loan_closed' | 'settlement' | 'half', values: object = {}) {
  const dropOffPoints = [{ name: 'Fort', address: '12 York Street', hours: 'Mon–Sat 9–18' }]
  return {
    return: {
      offered: true,
      rule,
      valuePercent,
      quoteValidDays: 14,
      dataWindowHours: 48,
      sendWithinDays: 14,
      dropOffPoints,
      courierSlots: ['morning'],
      answerWithinDays: 7,
      ...values,
    },
  }
}

export const now = () => Temporal.Now.instant()
export const atFort: HandOver = { kind: 'drop_off', point: 'Fort' }

/** Everything about a return but its photos. */
export function returnRow(returnId: string) {
  return database()
    .selectFrom('returns')
    .selectAll()
    .where('id', '=', returnId)
    .executeTakeFirstOrThrow()
}

type Acting = { loan: GivenLoan; returnId: string; now?: Temporal.Instant }

/** The borrower acts on what stands there now. */
export async function asBorrower({ loan, returnId, now: at = now() }: Acting): Promise<ReturnAct> {
  const { version } = await returnRow(returnId)
  return {
    owner: { borrowerId: loan.borrowerId },
    returnId,
    seenVersion: version,
    actor: `borrower:${loan.borrowerId}`,
    now: at,
  }
}

/** Staff of the loan's lender acts on what stands there now. */
export async function asStaff({ loan, returnId, now: at = now() }: Acting): Promise<ReturnAct> {
  const { version } = await returnRow(returnId)
  return {
    owner: { lenderId: loan.lenderId },
    returnId,
    seenVersion: version,
    actor: 'staff:someone',
    now: at,
  }
}

/** What was done, or the refusal as an error. */
export function done<T extends object>(result: T): Exclude<T, { refusal: string }> {
  if ('refusal' in result) throw new Error(String(result.refusal))
  return result as Exclude<T, { refusal: string }>
}

export async function offer(loan: GivenLoan, at = now()): Promise<string> {
  const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
  const { borrowerId, deviceId } = loan
  const wish = { borrowerId, deviceId, seenOutstandingMinor, now: at }
  return done(await transaction((tx) => offerReturn(tx, wish))).returnId
}

export async function arrange(acting: Acting, handOver = atFort) {
  const act = await asBorrower(acting)
  return transaction((tx) => arrangeReturn(tx, { ...act, handOver }))
}

export async function receive(acting: Acting, values: object = {}) {
  const act = await asStaff(acting)
  const arrival = { imei: acting.loan.imei, accountsLeft: [], wipeConsent: undefined, ...values }
  return transaction((tx) => receiveReturn(tx, { ...act, ...arrival }))
}

export async function inspect(acting: Acting, condition: Condition, values: object = {}) {
  const act = await asStaff(acting)
  const found = { condition, note: 'Some scratches.', damageMinor: 0n, ...values }
  return transaction((tx) => inspectReturn(tx, { ...act, ...found }))
}

export async function agree(acting: Acting) {
  const act = await asBorrower(acting)
  return transaction((tx) => answerReturn(tx, { ...act, answer: 'agree' }))
}

export async function dispute(acting: Acting, note = 'It was never that scratched.') {
  const act = await asBorrower(acting)
  return transaction((tx) => answerReturn(tx, { ...act, answer: 'dispute', note }))
}

/** A photo that staff took of the phone. */
export async function photographed({ loan: { lenderId }, returnId }: Acting): Promise<void> {
  const photo = { image: Buffer.from([0]), mediaType: 'image/jpeg', width: 1, height: 1 } as const
  const row = { ...photo, lenderId, returnId, addedBy: 'staff:someone' }
  await database().insertInto('returnPhotos').values(row).execute()
}

/** Settled by what two people agreed on, as without a photo. */
export async function settle(acting: Acting) {
  const act = await asStaff(acting)
  const { lenderId } = acting.loan
  const approvalId = await agreedByTwo({ lenderId, kind: 'return', subjectId: acting.returnId })
  return transaction((tx) => settleReturn(tx, { ...act, approvalId }))
}

export async function end(acting: Acting, to: 'withdrawn' | 'closed') {
  const act = await (to === 'closed' ? asStaff(acting) : asBorrower(acting))
  return transaction((tx) =>
    to === 'closed' ? closeReturn(tx, { ...act, to }) : callOffReturn(tx, { ...act, why: to }),
  )
}

type Until = Extract<ReturnState, 'arranged' | 'received' | 'inspected' | 'agreed' | 'settled'>

/** A return taken as far as asked, in good condition. */
export async function givenReturn(loan: GivenLoan, until: Until, condition: Condition = 'good') {
  const acting = { loan, returnId: await offer(loan) }
  const steps: [Until, () => Promise<object>][] = [
    ['arranged', () => arrange(acting)],
    ['received', () => receive(acting)],
    ['inspected', () => inspect(acting, condition)],
    ['agreed', () => agree(acting)],
    ['settled', () => settle(acting)],
  ]
  for (const [state, step] of steps) {
    done(await step())
    if (state === until) break
  }
  return acting
}

export function holdsOf(loan: GivenLoan) {
  return database()
    .selectFrom('holds')
    .select(['id', 'reason', 'causeId', 'untilAt', 'endedAt', 'endReason'])
    .where('loanId', '=', loan.loanId)
    .orderBy('fromAt')
    .execute()
}
