import { z } from 'zod'
import { holdReasons } from '#lib/domain/lock/hold.ts'
import { lockBars } from '#lib/domain/lock/may-lock.ts'
import { isoMoment } from '#lib/domain/moment.ts'

// What the lender's lock side reads: docs/lock-side.md, and the schemas of /api/v1/openapi.json.

const instant = z.iso.datetime({ precision: 3 })
const imei = z.string().regex(/^[0-9]{15}$/)

const holdWire = z.object({
  id: z.uuid(),
  reason: z.enum(holdReasons),
  reference: z.string().nullable(),
  from: instant,
  until: instant,
})

const endedHoldWire = holdWire.extend({
  endedAt: instant.nullable(),
  endReason: z
    .enum(['over', 'kept', 'broken', 'withdrawn', 'decided', 'replaced', 'staff'])
    .nullable(),
})

const phoneWire = z.object({
  deviceId: z.string(),
  provider: z.string(),
  imei: imei.nullable(),
  imei2: imei.nullable(),
  loanNumber: z.string(),
})

const meaningOfWhy = `hold: a hold is in force (see holds). nothing_overdue: nothing is overdue today, where the lender is. \
grace: what is overdue is within the lender’s days of grace. open_until: a payment, a plan, a return or staff opened the \
phone until openUntil. released: the lock is gone for good, or that has been asked.`

const openUntil = instant
  .nullable()
  .describe('Until when a payment, a plan, a return or staff opened the phone; null: they did not')

export const phoneAnswer = z.object({
  phone: phoneWire,
  held: z.boolean(),
  until: instant.nullable(),
  holds: z.array(holdWire),
  mayLock: z.boolean().describe('Nothing forbids to lock this phone now'),
  why: z.array(z.enum(lockBars)).describe(`What forbids it. ${meaningOfWhy}`),
  openUntil,
  mayStayLocked: z
    .boolean()
    .describe(
      'Whether the phone may stay locked if it is locked. False: it must be opened, and is listed by /api/v1/conflicts',
    ),
  asOf: instant,
})

const conflictWire = z.object({
  phone: phoneWire,
  why: z.array(z.enum(lockBars)).min(1).describe(`Why it must be opened. ${meaningOfWhy}`),
  openUntil,
  lockedSince: instant
    .nullable()
    .describe('When the phone first said that it is locked after it was last open'),
  lastHeardAt: instant.nullable(),
  holds: z.array(z.object({ reason: z.enum(holdReasons), until: instant })),
  unlock: z.object({ reference: z.string(), state: z.string() }).nullable(),
})

export const conflictsAnswer = z.object({
  conflicts: z.array(conflictWire),
  next: z
    .string()
    .nullable()
    .describe(
      'The path of the next page, also after a page that lists none; null: this is the last',
    ),
  asOf: instant,
})

export const errorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
})

export const webhookWire = z.object({
  id: z.uuid(),
  type: z.enum(['hold.placed', 'hold.ended']),
  occurredAt: instant,
  hold: endedHoldWire,
  /** The phone; null when the hold is about every phone of a provider. */
  phone: phoneWire.nullable(),
  provider: z.string().nullable(),
})

type Hold = {
  holdId: string
  reason: z.infer<typeof holdWire>['reason']
  reference: string | null
  fromAt: Temporal.Instant
  untilAt: Temporal.Instant
}

export function toHoldWire({ holdId, reason, reference, fromAt, untilAt }: Hold) {
  return { id: holdId, reason, reference, from: isoMoment(fromAt), until: isoMoment(untilAt) }
}

type Phone = Omit<z.infer<typeof phoneWire>, 'deviceId'> & { providerDeviceId: string }

export function toPhoneWire({ providerDeviceId, provider, imei, imei2, loanNumber }: Phone) {
  return { deviceId: providerDeviceId, provider, imei, imei2, loanNumber }
}
