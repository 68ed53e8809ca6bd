import { answer, refuse } from '#app/api/v1/answers.ts'
import { requireApiKey } from '#app/api/v1/require-api-key.ts'
import { unknownParameter } from '#app/api/v1/unknown-parameter.ts'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { isoMoment } from '#lib/domain/moment.ts'
import { type Conflict, conflictsOf } from '#lib/integrations/conflicts.ts'
import { toPhoneWire } from '#lib/integrations/wire.ts'

export * from '#app/api/v1/only-get.ts'

// As many locked phones are judged in some tens of milliseconds.
const reach = 5_000

/** Phones that are locked and must be opened, and why. */
export async function GET(request: Request): Promise<Response> {
  const caller = await requireApiKey(request)
  if (caller instanceof Response) return caller
  const unknown = unknownParameter(request, ['cursor', 'limit'])
  if (unknown) return unknown
  const asked = new URL(request.url).searchParams
  const [cursor, limit] = [asked.get('cursor'), asked.get('limit') ?? '100']
  if (cursor !== null && !isUuid(cursor)) return refuse(400, badCursor)
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > 500) return refuse(400, badLimit)
  const [now, most] = [Temporal.Now.instant(), Number(limit)]
  const wanted = { now, after: cursor ?? undefined, most, reach }
  const { conflicts, next } = await conflictsOf(database(), caller.lender.id, wanted)
  return answer({
    conflicts: conflicts.map(toWire),
    next: next ? `/api/v1/conflicts?limit=${most}&cursor=${next}` : null,
    asOf: isoMoment(now),
  })
}

function toWire(conflict: Conflict) {
  const { why, lockedSince, lockStateAt, openUntil, holds, unlock } = conflict
  return {
    phone: toPhoneWire(conflict),
    why,
    lockedSince: moment(lockedSince ?? lockStateAt),
    lastHeardAt: moment(lockStateAt),
    openUntil: why.includes('open_until') ? moment(openUntil) : null,
    holds: holds.map(({ reason, until }) => ({
      reason,
      until: isoMoment(Temporal.Instant.from(until)),
    })),
    unlock,
  }
}

function moment(at: Temporal.Instant | null): string | null {
  return at && isoMoment(at)
}

const badCursor = { code: 'bad_cursor', message: 'Take the cursor from the page before (`next`).' }
const badLimit = { code: 'bad_limit', message: 'limit is a whole number from 1 to 500.' }
