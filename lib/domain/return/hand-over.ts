import { dayAt } from '#lib/domain/day.ts'
import { morningOf } from '#lib/domain/lock/hours.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { parseDay } from '#lib/domain/typed-day.ts'

export const courierSlots = ['morning', 'afternoon', 'evening'] as const
export type CourierSlot = (typeof courierSlots)[number]

export type HandOver =
  | { kind: 'drop_off'; point: string }
  | { kind: 'courier'; on: Temporal.PlainDate; slot: CourierSlot; address: string }

/** What was typed or ticked; nothing is trusted. */
export type TypedHandOver = { way: string; on: string; slot: string; address: string }

const handOverFaults = [
  'choose_one',
  'not_a_date',
  'too_early',
  'too_late',
  'choose_slot',
  'address_missing',
  'address_too_long',
] as const
export type HandOverFault = (typeof handOverFaults)[number]

export const addressMaximumLength = 300
const addressMinimumLength = 8

/** The day on which a phone is handed over, or the last on which it can be brought. */
export function handOverDay<Day extends Temporal.PlainDate | null>({
  courierOn,
  sendBy,
}: {
  courierOn: Temporal.PlainDate | null
  sendBy: Day
}): Temporal.PlainDate | Day {
  return courierOn ?? sendBy
}

const remindDaysBefore = 2

/** When a borrower is reminded of that day: in the morning, not before tomorrow; undefined when the day is too near. */
export function remindOfHandOver(
  day: Temporal.PlainDate,
  { timeZone, now }: { timeZone: string; now: Temporal.Instant },
): Temporal.Instant | undefined {
  const tomorrow = dayAt(now, timeZone).add({ days: 1 })
  const wanted = day.subtract({ days: remindDaysBefore })
  const on = Temporal.PlainDate.compare(wanted, tomorrow) < 0 ? tomorrow : wanted
  return Temporal.PlainDate.compare(on, day) > 0 ? undefined : morningOf(on, timeZone)
}

type HandOverDays = { first: Temporal.PlainDate; last: Temporal.PlainDate }

/** The days on which a courier can come. */
export function courierDays(policy: LenderPolicy, today: Temporal.PlainDate): HandOverDays {
  return { first: today.add({ days: 1 }), last: today.add({ days: policy.return.sendWithinDays }) }
}

/** The way a phone comes back, as chosen, or everything that is wrong with the choice. `way` is `courier` or `drop_off-{index}`. */
export function readHandOver(
  typed: TypedHandOver,
  policy: LenderPolicy,
  today: Temporal.PlainDate,
): { handOver: HandOver } | { faults: HandOverFault[] } {
  const point = /^drop_off-(\d{1,2})$/.exec(typed.way)?.[1]
  const chosen = point && policy.return.dropOffPoints[Number(point)]
  if (chosen) return { handOver: { kind: 'drop_off', point: chosen.name } }
  if (typed.way !== 'courier' || policy.return.courierSlots.length === 0)
    return { faults: ['choose_one'] }
  return readCourier(typed, policy, courierDays(policy, today))
}

function readCourier(typed: TypedHandOver, policy: LenderPolicy, days: HandOverDays) {
  const [on, address] = [parseDay(typed.on), typed.address.trim().replace(/[ \t]+/g, ' ')]
  const slot = policy.return.courierSlots.find((name) => name === typed.slot)
  const faults = [dayFault(on, days), slot ? undefined : 'choose_slot', addressFault(address)]
  const found = faults.filter((fault) => fault !== undefined) as HandOverFault[]
  if (!on || !slot || found.length > 0) return { faults: found }
  return { handOver: { kind: 'courier', on, slot, address } as const }
}

function dayFault(
  on: Temporal.PlainDate | undefined,
  { first, last }: HandOverDays,
): HandOverFault | undefined {
  if (!on) return 'not_a_date'
  if (Temporal.PlainDate.compare(on, first) < 0) return 'too_early'
  return Temporal.PlainDate.compare(on, last) > 0 ? 'too_late' : undefined
}

function addressFault(address: string): HandOverFault | undefined {
  if (address.length < addressMinimumLength) return 'address_missing'
  return address.length > addressMaximumLength ? 'address_too_long' : undefined
}
