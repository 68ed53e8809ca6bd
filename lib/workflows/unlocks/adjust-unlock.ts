import type { Tx } from '#lib/db/transaction.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { type End, forbiddenUntil, reasonsToOpen, reopeningFor } from '#lib/domain/lock/may-lock.ts'
import { coversIntent, givenUpStates, liveStates, unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { type PhoneWithLock, phoneWithLock } from '#lib/lock-rules/left-open.ts'
import { requestUnlock } from './request-unlock.ts'

/** Has a phone that would stay open for longer than anything still says lock when that ends. */
export async function shortenUnlock(tx: Tx, loanId: string, now: Temporal.Instant): Promise<void> {
  const loan = await lockLoan(tx, loanId)
  const { policy, timeZone } = loan.lender
  // Whoever locks by its own command was given no date.
  if (policy.relock === 'by_lender') return
  const phone = await phoneWithLock(tx, loanId, now)
  if (!phone) return
  const { until: end } = await leftOpen(tx, loan, now)
  const opensUntil = await wantedUntil(tx, phone)
  if (!end || end === 'never' || !opensUntil) return
  const relockAt = staffedTime(end, { policy, timeZone })
  const isLonger =
    opensUntil === 'never' ||
    Temporal.Instant.compare(relockAt, opensUntil.subtract({ minutes: 1 })) < 0
  if (!isLonger) return
  await requestUnlock(tx, {
    deviceId: phone.id,
    intent: { kind: 'until', relockAt },
    isShorter: true,
    cause: 'hold',
    causeId: `shorter:${phone.id}:${now.epochMilliseconds}`,
    actor: 'keyturn',
    deadlineAt: unlockDeadline(now, policy),
    now,
  })
}

/** Has an open phone stay so for as long as something says, when it would lock before. */
export async function lengthenUnlock(tx: Tx, loanId: string, now: Temporal.Instant): Promise<void> {
  const loan = await lockLoan(tx, loanId)
  const phone = await phoneWithLock(tx, loanId, now)
  const opensUntil = phone && (await wantedUntil(tx, phone))
  if (!phone || !opensUntil || opensUntil === 'never') return
  const clock = { ...loan.lender, now }
  const question = { ...phone, balance: loan }
  const intent = reopeningFor(reasonsToOpen(question, clock), question, clock)
  if (!intent || coversIntent({ kind: 'until', relockAt: opensUntil }, intent)) return
  await requestUnlock(tx, {
    deviceId: phone.id,
    intent,
    cause: 'reconciler',
    actor: 'keyturn',
    now,
    causeId: `longer:${phone.id}:${now.epochMilliseconds}`,
    deadlineAt: unlockDeadline(now, loan.lender.policy),
  })
}

type LeftOpen = {
  /** Until when something forbids to lock the phone. */
  until: End
  /** It says that it is open, something is out that opens it, or it has opened and says nothing else. */
  isOpen: boolean
}

/** How long an open phone of a loan is left so, by what stands now. */
export async function leftOpen(
  tx: Tx,
  balance: LoanRecord,
  now: Temporal.Instant,
): Promise<LeftOpen> {
  const phone = await phoneWithLock(tx, balance.loanId, now)
  if (!phone) return { until: null, isOpen: false }
  const clock = { ...balance.lender, now }
  const until = forbiddenUntil({ ...phone, balance, isLocked: false }, clock)
  return { until, isOpen: await isOpen(tx, phone) }
}

async function isOpen(tx: Tx, { id, isLocked, lockState }: PhoneWithLock): Promise<boolean> {
  if (await liveUnlock(tx, id)) return true
  // Nobody is sent to open a phone of which nobody knows more than before.
  if (lockState === 'unknown' || lockState === 'not_enrolled') return hasOpened(tx, id)
  return !isLocked
}

function liveUnlock(tx: Tx, deviceId: string) {
  return tx
    .selectFrom('unlocks')
    .select(['intent', 'relockAt'])
    .where('deviceId', '=', deviceId)
    .where('state', 'in', liveStates)
    .executeTakeFirst()
}

function givenUpUnlock(tx: Tx, deviceId: string) {
  return tx
    .selectFrom('unlocks')
    .select(['intent', 'relockAt'])
    .where('deviceId', '=', deviceId)
    .where('isNewest', '=', true)
    .where('state', 'in', givenUpStates)
    .executeTakeFirst()
}

// What is under way or with a person counts, else what the phone last said. A lock that goes is not called back.
async function wantedUntil(tx: Tx, { id, relockAt, isLocked }: PhoneWithLock): Promise<End> {
  const asked = (await liveUnlock(tx, id)) ?? (await givenUpUnlock(tx, id))
  if (asked?.intent === 'indefinite') return 'never'
  if (asked) return asked.relockAt
  if (isLocked) return null
  // A phone that was never locked knows no date either, and nobody here opened it.
  return relockAt ?? ((await openedBy(tx, id))?.intent === 'indefinite' ? 'never' : null)
}

async function hasOpened(tx: Tx, deviceId: string): Promise<boolean> {
  return (await openedBy(tx, deviceId)) !== undefined
}

function openedBy(tx: Tx, deviceId: string) {
  return tx
    .selectFrom('unlocks')
    .select('intent')
    .where('deviceId', '=', deviceId)
    .where('isNewest', '=', true)
    .where('state', '=', 'confirmed')
    .where('relockedAt', 'is', null)
    .executeTakeFirst()
}
