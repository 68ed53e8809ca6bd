import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { reasonsToOpen, reopeningFor } from '#lib/domain/lock/may-lock.ts'
import { isLive, unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { lockFacts } from '#lib/lock-rules/lock-facts.ts'
import { isWatched } from '#lib/lock-rules/watched-services.ts'
import { newestUnlock } from '#lib/unlocks/unlock-history.ts'
import { requestUnlock } from './request-unlock.ts'

type OpenRequest = { deviceId: string; borrowerId: string; now: Temporal.Instant }

/** `may_be_locked`: something may lock it. `watched`: a person looks first. `lately`: one was asked for a short while ago. */
type OpenRefusal = 'missing' | 'may_be_locked' | 'watched' | 'lately'

const againAfter = { minutes: 15 }

/**
 * A borrower asks for a phone to be opened that must be open by the ledger or a hold, wherever the money came from. One
 * under way is enough; one that came to nothing is asked for anew, a little later.
 */
export async function requestUnlockForBorrower(
  tx: Tx,
  { deviceId, borrowerId, now }: OpenRequest,
): Promise<{ unlockId: string } | { refusal: OpenRefusal }> {
  const found = isUuid(deviceId) && (await loanOf(tx, { deviceId, borrowerId }))
  if (!found) return { refusal: 'missing' }
  const balance = await lockLoan(tx, found.loanId)
  const newest = await newestUnlock(tx, deviceId)
  const bar = await barToAsking(tx, deviceId, now)
  if (newest && isLive(newest.state)) return { unlockId: newest.id }
  const phone = await tx
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(lockFacts)
    .where('devices.id', '=', deviceId)
    .executeTakeFirstOrThrow()
  const { policy, timeZone } = balance.lender
  const [question, clock] = [
    { ...phone, balance, heldUntil: null },
    { policy, timeZone, now },
  ]
  const intent = reopeningFor(reasonsToOpen(question, clock), question, clock)
  if (!intent) return { refusal: 'may_be_locked' }
  if (bar) return { refusal: bar.name }
  const unlockId = await requestUnlock(tx, {
    deviceId,
    intent,
    now,
    cause: 'reconciler',
    actor: `borrower:${borrowerId}`,
    causeId: `asked:${now.epochMilliseconds}`,
    deadlineAt: unlockDeadline(now, policy),
  })
  return { unlockId }
}

export type AskBar = { name: 'watched' } | { name: 'lately'; againAt: Temporal.Instant }

/** What bars a borrower from asking for a new unlock now, whatever the ledger says; undefined: nothing does. */
export async function barToAsking(
  db: Database,
  deviceId: string,
  now: Temporal.Instant,
): Promise<AskBar | undefined> {
  const watched = await db
    .selectFrom('devices')
    .select(isWatched.as('isWatched'))
    .where('id', '=', deviceId)
    .executeTakeFirst()
  if (watched?.isWatched) return { name: 'watched' }
  const newest = await newestUnlock(db, deviceId)
  const againAt = newest?.requestedAt.add(againAfter)
  return againAt && isLater(againAt, now) ? { name: 'lately', againAt } : undefined
}

function loanOf(tx: Tx, { deviceId, borrowerId }: Omit<OpenRequest, 'now'>) {
  return tx
    .selectFrom('devices')
    .select('loanId')
    .where('id', '=', deviceId)
    .where('borrowerId', '=', borrowerId)
    .executeTakeFirst()
}

function isLater(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}
