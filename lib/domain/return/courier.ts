import { dayAt } from '#lib/domain/day.ts'
import type { CourierSlot } from './hand-over.ts'
import type { ReturnState } from './return.ts'

// As the words of each say them.
const slotHours: Record<CourierSlot, { from: number; until: number }> = {
  morning: { from: 8, until: 12 },
  afternoon: { from: 12, until: 17 },
  evening: { from: 17, until: 21 },
}

/** The day and time for which a courier was asked; null: none was. */
type AskedCourier = { courierOn: Temporal.PlainDate | null; courierSlot: CourierSlot | null }

/** Within what time a courier who was asked for comes; undefined: none was asked for. */
export function courierVisit(
  { courierOn, courierSlot }: AskedCourier,
  timeZone: string,
): { from: Temporal.Instant; until: Temporal.Instant } | undefined {
  if (!courierOn || !courierSlot) return undefined
  const at = (hour: number) =>
    courierOn.toZonedDateTime({ timeZone, plainTime: { hour } }).toInstant()
  const { from, until } = slotHours[courierSlot]
  return { from: at(from), until: at(until) }
}

/**
 * Whether a courier may still come whom nobody awaits any more. Who comes on the day on which a phone was taken in may be
 * the one who brought it.
 */
export function isCourierInVain(
  { state, ...asked }: AskedCourier & { state: ReturnState },
  { timeZone, now }: { timeZone: string; now: Temporal.Instant },
): boolean {
  const visit = courierVisit(asked, timeZone)
  if (!visit || state === 'offered' || state === 'arranged') return false
  if (state === 'withdrawn' || state === 'expired')
    return Temporal.Instant.compare(visit.until, now) > 0
  return Temporal.PlainDate.compare(dayAt(visit.from, timeZone), dayAt(now, timeZone)) > 0
}
