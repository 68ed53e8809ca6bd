import { type RawBuilder, sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { liveStates } from '#lib/domain/unlock.ts'

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
    .select(progress('readPhones', sql`devices.read_at is not null`))
    .select(progress('allPhones', sql`true`))
    .where('mdmConnections.lenderId', '=', lenderId)
    .orderBy('mdmConnections.provider')
    .execute()
}

export type ProviderState = Awaited<ReturnType<typeof outagesOf>>[number]

// Of the phones that the service is asked about.
function progress<Name extends string>(name: Name, which: RawBuilder<unknown>) {
  return sql<number>`(
    select count(*)::int from devices
     where devices.lender_id = mdm_connections.lender_id
       and devices.provider = mdm_connections.provider and ${which})`.as(name)
}
