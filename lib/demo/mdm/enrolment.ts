import { createHash } from 'node:crypto'
import { z } from 'zod'
import { passkeyOf } from './offline-code.ts'
import { type Phone, reportOf } from './phone.ts'

const enrolled = z.object({
  id: z.string().min(1),
  brand: z.string().default('Xiaomi'),
  model: z.string().default('13T'),
  imei: z.string().nullable().default(null),
  lenderName: z.string().default('Serendib Mobile'),
  helpPhone: z.string().default('011 555 0100'),
  payLink: z.string().nullable().default(null),
  locale: z.enum(['en', 'es', 'ar']).default('en'),
  timeZone: z.string().default('UTC'),
  accentColor: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#0b6e63'),
  byHand: z.boolean().default(false),
  online: z.boolean().default(true),
  locked: z.boolean().default(true),
  released: z.boolean().default(false),
  otherLocks: z.array(z.enum(['offline_lock', 'sim_lock', 'lost_mode', 'other_agent'])).default([]),
  relockAt: z.iso.datetime({ offset: true }).nullable().default(null),
  lastSeenAt: z.iso.datetime({ offset: true }).nullable().default(null),
})

/** One phone, or several; everything but `id` may be left out. */
export const enrolmentSchema = z.union([
  z.array(enrolled),
  z.object({ phones: z.array(enrolled) }).transform(({ phones }) => phones),
])

export type Enrolment = z.input<typeof enrolled>
type Enrolled = z.output<typeof enrolled>

/** The phone after an enrolment: new, or the old one in the state it is in with its description renewed. */
export function enrol(
  lenderSlug: string,
  given: Enrolled,
  { known, now }: { known: Phone | undefined; now: Temporal.Instant },
): Phone {
  const { online, locked, released, otherLocks, relockAt, lastSeenAt, ...identity } = given
  if (known && !known.forgotten) return { ...known, ...identity }
  const at = lastSeenAt ?? now.toString()
  const phone: Phone = {
    ...identity,
    lenderSlug,
    online,
    locked: locked && !released,
    released,
    otherLocks,
    relockAt,
    lastSeenAt: at,
    report: { actual: 'unknown', relockAt: null, otherLocks: [], at },
    pending: [],
    heardCommands: [],
    message: null,
    pendingMessage: null,
    passkey: passkeyOf(createHash('sha256').update(`${lenderSlug}/${given.id}`).digest()),
    usedCodes: [],
    keypadSaid: null,
    keypadAt: null,
    forgotten: false,
  }
  return { ...phone, report: reportOf(phone, Temporal.Instant.from(at)) }
}
