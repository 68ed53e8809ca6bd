import type { Database } from '#lib/db/client.ts'
import type { HoldReason } from '#lib/domain/hold.ts'

export type ActiveHold = {
  holdId: string
  reason: HoldReason
  causeId: string
  note: string | null
  placedBy: string
  fromAt: Temporal.Instant
  untilAt: Temporal.Instant
}

/** The holds on a loan's phone at `now`, an outage of its lock provider among them; the one that lasts longest first. */
export function activeHolds(
  db: Database,
  loanId: string,
  now: Temporal.Instant,
): Promise<ActiveHold[]> {
  return db
    .selectFrom('devices')
    .innerJoin('holds', (join) =>
      join
        .onRef('holds.lenderId', '=', 'devices.lenderId')
        .on((eb) =>
          eb.or([
            eb('holds.loanId', '=', eb.ref('devices.loanId')),
            eb('holds.provider', '=', eb.ref('devices.provider')),
          ]),
        ),
    )
    .select(['holds.id as holdId', 'holds.reason', 'holds.causeId', 'holds.note'])
    .select(['holds.placedBy', 'holds.fromAt', 'holds.untilAt'])
    .where('devices.loanId', '=', loanId)
    .where('holds.endedAt', 'is', null)
    .where('holds.untilAt', '>', now)
    .orderBy('holds.untilAt', 'desc')
    .execute()
}
