import { z } from 'zod'
import { canBeKept } from '#lib/domain/kept-text.ts'
import { lockStates, type UnlockIntent } from '#lib/domain/lock/unlock.ts'
import { isoMoment } from '#lib/domain/moment.ts'
import { toleranceSeconds } from '#lib/gateways/request-signature.ts'
import type { DeviceSnapshot, LockScreenMessage, OfflineCode, UnlockCommand } from './port.ts'

// The bodies of docs/mdm-http.openapi.json.

// Without `abort` zod goes on to compare, as if what it read were a time.
const instant = z.iso
  .datetime({ offset: true, abort: true })
  .transform((text) => Temporal.Instant.from(text))
const maybeInstant = instant.nullish().transform((value) => value ?? undefined)

// Answers were cleaned of what this refuses (http-exchange.ts).
const text = z.string().refine(canBeKept, 'has a NUL or half a character in it')

const device = {
  id: text.min(1),
  actual: z.enum(lockStates),
  desired: z
    .enum(lockStates)
    .nullish()
    .transform((value) => value ?? undefined),
  otherLocks: z.array(z.enum(['offline_lock', 'sim_lock', 'lost_mode', 'other_agent'])),
  relockAt: maybeInstant,
  lastSeenAt: maybeInstant,
  observedAt: instant,
  rawStatus: text.max(200),
}

// Of an answer we read what we know; what is sent to us must be all known, or a misspelt name would be lost in silence.
const snapshot = z.object(device)

const callback = z
  .strictObject({
    id: text.min(1).max(200),
    type: z.enum([
      'device.unlocked',
      'device.locked',
      'device.released',
      'device.state',
      'unlock.refused',
    ]),
    occurredAt: instant,
    commandId: text.min(1).max(200).optional(),
    reason: text.max(500).optional(),
    device: z.strictObject(device),
  })
  .superRefine(
    ({ type, commandId, reason, occurredAt, device: { actual, observedAt } }, context) => {
      const refuse = (name: string, message: string) =>
        context.addIssue({ code: 'custom', path: [name], message })
      const isRefusal = type === 'unlock.refused'
      if (isRefusal && !commandId) refuse('commandId', 'says which unlock is refused')
      if (!isRefusal && reason !== undefined) refuse('reason', 'belongs to unlock.refused')
      const named = /^device\.(unlocked|locked|released)$/.exec(type)?.[1]
      if (named && named !== actual) refuse('type', `says ${named}, device.actual says ${actual}`)
      const earliest = observedAt.subtract({ seconds: toleranceSeconds })
      if (Temporal.Instant.compare(occurredAt, earliest) < 0)
        refuse('occurredAt', 'is before device.observedAt')
    },
  )

export type WireSnapshot = z.infer<typeof snapshot>

const offlineCode = z.object({
  code: z.string().regex(/^[0-9A-Za-z -]{4,32}$/),
  expiresAt: maybeInstant,
})

export const wire = {
  snapshot,
  offlineCode,
  readings: z.object({ devices: z.array(snapshot).max(200) }),
  accepted: z.object({
    handle: z.string().max(200).optional(),
    offlineCode: offlineCode.optional(),
  }),
  alreadySatisfied: z.object({ alreadySatisfied: z.literal(true), device: snapshot }),
  conflict: z.object({
    error: z.object({ code: z.literal('already_unlocked') }),
    device: snapshot,
  }),
  error: z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) }),
  callback,
}

/** Drops from a snapshot what only the wire needs, and what was not said. */
export function toSnapshot({
  desired,
  relockAt,
  lastSeenAt,
  ...rest
}: WireSnapshot): DeviceSnapshot {
  return {
    actual: rest.actual,
    otherLocks: rest.otherLocks,
    observedAt: rest.observedAt,
    rawStatus: rest.rawStatus,
    ...(desired && { desired }),
    ...(relockAt && { relockAt }),
    ...(lastSeenAt && { lastSeenAt }),
  }
}

export function toOfflineCode({ code, expiresAt }: z.infer<typeof offlineCode>): OfflineCode {
  return { code, ...(expiresAt && { expiresAt }) }
}

export function unlockBody({ commandId, attempt, intent }: UnlockCommand): object {
  return { commandId, attempt, intent: intentBody(intent) }
}

function intentBody(intent: UnlockIntent): object {
  return intent.kind === 'until'
    ? { kind: 'until', relockAt: isoMoment(intent.relockAt) }
    : { kind: intent.kind }
}

export function messageBody({ codeExpiresAt, ...message }: LockScreenMessage): object {
  return { ...message, ...(codeExpiresAt && { codeExpiresAt: isoMoment(codeExpiresAt) }) }
}
