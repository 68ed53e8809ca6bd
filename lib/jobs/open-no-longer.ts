import { lockLoan } from '#lib/db/ledger.ts'
import { heldUntilAt, lockFacts } from '#lib/db/lock-facts.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { staffedTime } from '#lib/domain/hours.ts'
import { forbiddenUntil } from '#lib/domain/may-lock.ts'
import { liveStates } from '#lib/domain/unlock.ts'
import { askToOpen } from './ask-to-open.ts'

/** Has a phone that would stay open for longer than anything still says lock when that ends. */
export async function openNoLonger(tx: Tx, loanId: string, now: Temporal.Instant): Promise<void> {
  const books = await lockLoan(tx, loanId)
  const { policy, timeZone } = books.lender
  // Whoever locks by its own command was given no date.
  if (policy.relock === 'by_lender') return
  const phone = await phoneOf(tx, loanId, now)
  if (!phone) return
  const clock = { policy, timeZone, now }
  const end = forbiddenUntil({ ...phone, books, isLocked: false }, clock)
  const opensUntil = await wantedUntil(tx, phone)
  if (!end || end === 'never' || !opensUntil) return
  const relockAt = staffedTime(end, clock)
  if (Temporal.Instant.compare(relockAt, opensUntil.subtract({ minutes: 1 })) >= 0) return
  await askToOpen(tx, {
    ...{ deviceId: phone.id, intent: { kind: 'until', relockAt }, isShorter: true },
    ...{ cause: 'hold', causeId: `shorter:${phone.id}:${now.epochMilliseconds}` },
    ...{ actor: 'keyturn', deadlineAt: now.add({ minutes: policy.unlockWithinMinutes }), now },
  })
}

async function phoneOf(tx: Tx, loanId: string, now: Temporal.Instant) {
  return tx
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(['devices.id', 'devices.relockAt', 'devices.lockState'])
    .select(lockFacts)
    .select(heldUntilAt(now).as('heldUntil'))
    .where('devices.loanId', '=', loanId)
    .where('devices.returnedAt', 'is', null)
    .where('devices.lockState', '<>', 'released')
    .executeTakeFirst()
}

type Phone = NonNullable<Awaited<ReturnType<typeof phoneOf>>>

// What is under way counts, else what the phone last said.
async function wantedUntil(
  tx: Tx,
  { id, relockAt, isLocked }: Phone,
): Promise<Temporal.Instant | null> {
  const live = await tx
    .selectFrom('unlocks')
    .select(['intent', 'relockAt'])
    .where('deviceId', '=', id)
    .where('state', 'in', liveStates)
    .executeTakeFirst()
  if (!live) return isLocked ? null : relockAt
  return live.intent === 'until' ? live.relockAt : null
}
