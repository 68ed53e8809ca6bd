import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'

export type Intent =
  | { kind: 'until'; relockAt: string }
  | { kind: 'indefinite' }
  | { kind: 'release' }

export type PendingCommand = { commandId: string; intent: Intent }

type LockScreenText = {
  title: string
  body: string
  link?: string
  code?: string
  codeExpiresAt?: string
}

/** What the phone last told the service. The phone itself may be further. */
type Report = {
  actual: LockState
  relockAt: string | null
  otherLocks: OtherLock[]
  at: string
}

/** Who the phone is and whose; comes with every enrolment and may change. */
export type PhoneIdentity = {
  id: string
  brand: string
  model: string
  imei: string | null
  lenderName: string
  helpPhone: string
  /** Shown as QR and as short link; null: nothing to pay there. */
  payLink: string | null
  locale: 'en' | 'es' | 'ar'
  timeZone: string
  accentColor: string
  /** The service does not know it: the lender's people open it in a console, and nothing is told to the portal. */
  byHand: boolean
}

/** A simulated phone as a JSON document: instants are text. */
export type Phone = PhoneIdentity & {
  lenderSlug: string
  online: boolean
  locked: boolean
  released: boolean
  otherLocks: OtherLock[]
  relockAt: string | null
  lastSeenAt: string
  report: Report
  pending: PendingCommand[]
  heardCommands: string[]
  message: LockScreenText | null
  pendingMessage: LockScreenText | null
  passkey: string
  usedCodes: string[]
  keypadSaid: KeypadAnswer | null
  keypadAt: string | null
  forgotten: boolean
}

export type KeypadAnswer = 'opened' | 'already_open' | 'already_used' | 'not_valid'

export function phoneKey({ lenderSlug, id }: { lenderSlug: string; id: string }): string {
  return `${lenderSlug}/${id}`
}

/** A phone shows its lock screen while any lock is on it, whoever put it there. */
export function showsLockScreen(phone: Phone): boolean {
  return phone.locked || phone.otherLocks.length > 0
}

/** The phone carries out a command: it opens, until `relockAt` when there is one. */
export function obey(phone: Phone, { intent }: PendingCommand): Phone {
  return {
    ...phone,
    locked: false,
    released: phone.released || intent.kind === 'release',
    relockAt: intent.kind === 'until' ? intent.relockAt : null,
    message: null,
  }
}

/** The phone's own clock reached `relockAt`, or the lender's nightly lock arrived. A released phone cannot be locked. */
export function lock(phone: Phone): Phone {
  return phone.released
    ? phone
    : { ...phone, locked: true, relockAt: null, keypadSaid: null, keypadAt: null }
}

/** What is true on the phone at this moment, as it would report it. */
export function reportOf(phone: Phone, at: Temporal.Instant): Report {
  return {
    actual: actualOf(phone),
    relockAt: phone.relockAt,
    otherLocks: phone.otherLocks,
    at: at.toString(),
  }
}

function actualOf({ released, locked }: Phone): LockState {
  if (released) return 'released'
  return locked ? 'locked' : 'unlocked'
}

/** Whether the phone's last report already is what `intent` asks for. */
export function satisfies({ report, pending }: Phone, intent: Intent): boolean {
  if (pending.length > 0) return false
  if (report.actual === 'released') return true
  if (report.actual !== 'unlocked' || intent.kind === 'release') return false
  const until = intent.kind === 'until' ? Date.parse(intent.relockAt) : null
  return until === (report.relockAt === null ? null : Date.parse(report.relockAt))
}
