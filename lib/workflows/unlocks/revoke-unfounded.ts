import { closeOfOlder, closeWhenOver } from '#lib/cases/close-by-itself.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { openingFor } from '#lib/domain/lock/hold.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { forbiddenUntil, reasonsToOpen, reopeningFor } from '#lib/domain/lock/may-lock.ts'
import { coversIntent, type UnlockIntent, unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { hasDisputedMoney } from '#lib/ledger/disputed-money.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { heldUntilAt, lockFacts, mayBeReleased } from '#lib/lock-rules/lock-facts.ts'
import { wentBack } from '#lib/lock-rules/went-back.ts'
import { isEndable, type Revocation, revokeUnlock } from '#lib/unlocks/revoke-unlock.ts'
import { followUnlock, requestUnlock } from './request-unlock.ts'

/**
 * Ends what was asked for a loan's phone and is not out, once its entitlement is gone, also when a person has it: nothing is
 * released that is owed or disputed, nothing opens by money that went back, nor for longer than what it was opened against.
 * The phone then opens as far as anything else still says; says by which unlock.
 */
export async function revokeUnfounded(
  tx: Tx,
  loanId: string,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const loan = await lockLoan(tx, loanId)
  const device = await tx
    .selectFrom('devices')
    .select('id')
    .where('loanId', '=', loanId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const waiting = device && (await waitingUnlock(tx, device.id, now))
  if (!waiting) return undefined
  const entitlement = { loan, now, phone: await phoneOf(tx, device.id, now) }
  const reason = faultOf(waiting, entitlement)
  if (!reason) return undefined
  const { id: unlockId } = waiting
  const lenderId = loan.lender.id
  if (!(await revokeUnlock(tx, { unlockId, lenderId, reason, now }))) return undefined
  const instead = await openInstead(tx, unlockId, entitlement)
  // That it is late stays with what is asked for in its place.
  const close = instead ? closeOfOlder : closeWhenOver
  await close(tx, { unlockId, lenderId, now })
  return instead
}

function waitingUnlock(tx: Tx, deviceId: string, now: Temporal.Instant) {
  return tx
    .selectFrom('unlocks')
    .select(['id', 'intent', 'relockAt', 'cause', wentBack('unlocks').as('hasGoneBack')])
    .where('deviceId', '=', deviceId)
    .where(isEndable(now))
    .executeTakeFirst()
}

function phoneOf(tx: Tx, deviceId: string, now: Temporal.Instant) {
  return tx
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(['devices.id', 'devices.lockState', 'devices.relockAt'])
    .select(lockFacts)
    .select(mayBeReleased.as('mayBeReleased'))
    .select(heldUntilAt(now).as('heldUntil'))
    .where('devices.id', '=', deviceId)
    .executeTakeFirstOrThrow()
}

type Waiting = NonNullable<Awaited<ReturnType<typeof waitingUnlock>>>
type Entitlement = {
  loan: LoanRecord
  phone: Awaited<ReturnType<typeof phoneOf>>
  now: Temporal.Instant
}

function faultOf(
  { intent, relockAt, cause, hasGoneBack }: Waiting,
  entitlement: Entitlement,
): Revocation['reason'] | undefined {
  const { loan, phone } = entitlement
  if (intent === 'release') {
    if (phone.mayBeReleased) return undefined
    return loan.outstandingMinor > 0n ? 'owed_again' : 'disputed'
  }
  if (hasGoneBack) return 'money_went_back'
  const isAgainstSomething = cause === 'reconciler' || cause === 'hold' || cause === 'return'
  return isAgainstSomething && opensTooLong(relockAt, entitlement) ? 'reason_ended' : undefined
}

function opensTooLong(
  relockAt: Temporal.Instant | null,
  { loan, phone, now }: Entitlement,
): boolean {
  const clock = { ...loan.lender, now }
  const end = forbiddenUntil({ ...phone, balance: loan }, clock)
  if (end === null || end === 'never' || !relockAt) return end === null
  // A service may keep whole minutes only.
  const mostAt = staffedTime(end, clock).add({ minutes: 1 })
  return Temporal.Instant.compare(relockAt, mostAt) > 0
}

export async function isDisputed(tx: Tx, loanId: string): Promise<boolean> {
  const disputed = await tx
    .selectFrom('loans')
    .select('loans.id')
    .where('loans.id', '=', loanId)
    .where(hasDisputedMoney)
    .executeTakeFirst()
  return disputed !== undefined
}

type Rest = { loan: LoanRecord; unlockId: string; deviceId: string; now: Temporal.Instant }

/** Opens a phone as far as anything beside an unlock that was revoked still says; says by which unlock. */
export async function openByTheRest(
  tx: Tx,
  { loan, unlockId, deviceId, now }: Rest,
): Promise<string | undefined> {
  return openInstead(tx, unlockId, { loan, now, phone: await phoneOf(tx, deviceId, now) })
}

async function openInstead(
  tx: Tx,
  unlockId: string,
  entitlement: Entitlement,
): Promise<string | undefined> {
  const { loan, phone, now } = entitlement
  const intent = openingBy(entitlement)
  if (!intent || phone.lockState === 'released') return undefined
  const instead = await requestUnlock(tx, {
    deviceId: phone.id,
    intent,
    cause: 'reconciler',
    causeId: `instead:${unlockId}`,
    actor: 'keyturn',
    now,
    deadlineAt: unlockDeadline(now, loan.lender.policy),
  })
  await standIn(tx, unlockId, instead)
  return instead
}

function openingBy({ loan, phone, now }: Entitlement): UnlockIntent | undefined {
  const clock = { ...loan.lender, now }
  const question = { ...phone, balance: loan }
  const reasons = reasonsToOpen(question, clock)
  const own = reopeningFor(reasons, question, clock)
  const held =
    phone.heldUntil && reasons.includes('hold')
      ? openingFor(phone, phone.heldUntil, loan.lender)
      : undefined
  return own && held ? (coversIntent(own, held) ? own : held) : (own ?? held)
}

/** What waited for an unlock that was revoked waits for the one in its place. */
export async function standIn(tx: Tx, revokedId: string, supersededBy: string): Promise<void> {
  await tx.updateTable('unlocks').set({ supersededBy }).where('id', '=', revokedId).execute()
  await followUnlock(tx, supersededBy)
}
