import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { HoldReason } from '#lib/domain/hold.ts'
import { liveStates } from '#lib/domain/unlock.ts'
import { isUuid } from '#lib/domain/uuid.ts'
import { holdReference } from './hold-reference.ts'

export type HoldsWanted = {
  now: Temporal.Instant
  loanId?: string | undefined
  reason?: HoldReason | undefined
  /** Ended ones, too, the newest first. */
  withEnded?: boolean
  /** The id of the last hold of the page before. */
  after?: string | undefined
  most?: number
}

/** The hold register of a lender: what is in force, the newest first; ended ones only when asked for. */
export function holdsOfLender(db: Database, lenderId: string, wanted: HoldsWanted) {
  const { now, loanId, reason, withEnded, after, most = 50 } = wanted
  let holds = db
    .selectFrom('holds')
    .leftJoin('loans', 'loans.id', 'holds.loanId')
    .leftJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .leftJoin('devices', 'devices.loanId', 'holds.loanId')
    .select(['holds.id as holdId', 'holds.reason', 'holds.causeId', 'holds.note'])
    .select(['holds.placedBy', 'holds.fromAt', 'holds.untilAt', 'holds.endedAt', 'holds.endedBy'])
    .select(['holds.endReason', 'holds.provider', 'holds.loanId', 'loans.loanNumber'])
    .select(['borrowers.name as borrowerName', 'devices.id as deviceId', 'devices.lockState'])
    .select(holdReference.as('reference'))
    .where('holds.lenderId', '=', lenderId)
    .orderBy('holds.id', 'desc')
    .limit(most)
  if (!withEnded) holds = holds.where('holds.endedAt', 'is', null).where('holds.untilAt', '>', now)
  if (loanId) holds = holds.where('holds.loanId', '=', loanId)
  if (reason) holds = holds.where('holds.reason', '=', reason)
  if (after && isUuid(after)) holds = holds.where('holds.id', '<', after)
  return holds.execute()
}

/** The lock providers of a lender: which is paused, since when and why, and how many unlocks wait for it. */
export function outagesOf(db: Database, lenderId: string) {
  return db
    .selectFrom('mdmConnections')
    .leftJoin('holds', (join) =>
      join
        .onRef('holds.lenderId', '=', 'mdmConnections.lenderId')
        .onRef('holds.provider', '=', 'mdmConnections.provider')
        .on('holds.endedAt', 'is', null),
    )
    .select(['mdmConnections.provider', 'mdmConnections.pausedAt', 'mdmConnections.pausedReason'])
    .select(['holds.id as holdId', 'holds.untilAt', 'holds.placedBy'])
    .select(
      sql<number>`(
        select count(*)::int from unlocks join devices on devices.id = unlocks.device_id
         where devices.lender_id = mdm_connections.lender_id
           and devices.provider = mdm_connections.provider
           and unlocks.state = any(${[...liveStates]}))`.as('waitingUnlocks'),
    )
    .where('mdmConnections.lenderId', '=', lenderId)
    .orderBy('mdmConnections.provider')
    .execute()
}

export type ProviderState = Awaited<ReturnType<typeof outagesOf>>[number]
