import { type RawBuilder, sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { liveStates } from '#lib/domain/lock/unlock.ts'

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
    .select(['mdmConnections.watchingSince', 'mdmConnections.watchingEndedAt'])
    .select(['holds.id as holdId', 'holds.untilAt', 'holds.placedBy'])
    .select(
      sql<number>`(
        select count(*)::int from unlocks join devices on devices.id = unlocks.device_id
         where devices.lender_id = mdm_connections.lender_id
           and devices.provider = mdm_connections.provider
           and unlocks.state = any(${[...liveStates]}))`.as('waitingUnlocks'),
    )
    .select(stopReasons.as('reasons'))
    .select(progress('readPhones', sql`devices.read_at is not null`))
    .select(progress('allPhones', sql`true`))
    .where('mdmConnections.lenderId', '=', lenderId)
    .orderBy('mdmConnections.provider')
    .execute()
}

export type ProviderState = Awaited<ReturnType<typeof outagesOf>>[number]

/** Why a service is stopped: who said what and when, the first first. `at` is an ISO text. */
type StopReason = { at: string; name: string | null; reason: string }

const stopReasons = sql<StopReason[]>`(
  select coalesce(json_agg(json_build_object('at', said.at, 'name', staff.name, 'reason', said.reason)
                           order by said.at), '[]')
    from (select mdm_connections.paused_at as at, holds.placed_by as actor,
                 mdm_connections.paused_reason as reason
          union all
          select audit_log.at, audit_log.actor, audit_log.detail ->> 'reason' from audit_log
           where audit_log.lender_id = mdm_connections.lender_id
             and audit_log.subject = 'lock_service'
             and audit_log.subject_id = mdm_connections.id::text
             and audit_log.action = 'lock_service.stop_wanted'
             and audit_log.at >= mdm_connections.paused_at) as said
    left join staff on 'staff:' || staff.id = said.actor
   where mdm_connections.paused_at is not null)`

// Of the phones that the service is asked about.
function progress<Name extends string>(name: Name, which: RawBuilder<unknown>) {
  return sql<number>`(
    select count(*)::int from devices
     where devices.lender_id = mdm_connections.lender_id
       and devices.provider = mdm_connections.provider and ${which})`.as(name)
}
