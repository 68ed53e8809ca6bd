import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import type { LockState, UnlockIntent } from '#lib/domain/lock/unlock.ts'

/** A lender's agreement with one lock provider; `secret` is already opened. */
export type MdmConnection = {
  lenderId: string
  provider: string
  baseUrl: string | null
  secret: string | null
  /** The secret before, for as long as it is valid beside the new one. */
  formerSecret?: string | null
  settings: unknown
}

/** The secrets that are valid, the one that is to stay first. */
export function secretsOf({ secret, formerSecret }: MdmConnection): string[] {
  return [secret, formerSecret].filter((one) => typeof one === 'string' && one !== '') as string[]
}

export type DeviceRef = { providerDeviceId: string; imei: string | null }

export type UnlockCommand = {
  /** Ours, the same on every attempt. */
  commandId: string
  attempt: number
  device: DeviceRef
  intent: UnlockIntent
}

export type Capabilities = {
  intents: ReadonlySet<UnlockIntent['kind']>
  confirmation: 'callback_and_poll' | 'poll' | 'person'
  offlineCode: 'none' | 'on_request' | 'needs_passkey'
  requestTimeoutMs: number
  /** How many requests for a reading may be under way at once. */
  readsAtOnce: number
  /** How many phones one such request may ask for; above 1 there is `readDevices`. */
  readBatch: number
}

/** What the provider says about a device. `observedAt` is when the device said it, not when we asked. */
export type DeviceSnapshot = {
  actual: LockState
  desired?: LockState
  otherLocks: OtherLock[]
  relockAt?: Temporal.Instant
  lastSeenAt?: Temporal.Instant
  observedAt: Temporal.Instant
  rawStatus: string
}

export type OfflineCode = { code: string; expiresAt?: Temporal.Instant }

export const errorClasses = [
  'network_before_send',
  'ambiguous',
  'rate_limited',
  'provider_down',
  'auth_expired',
  'config',
  'not_found',
  'invalid_request',
  'device_state_transient',
  'device_state_terminal',
  'unsupported',
  'other_agent',
  'contract',
  'needs_person',
] as const
export type ErrorClass = (typeof errorClasses)[number]

/** A provider's refusal as a value. `detail` is for staff and never holds a secret. */
export type LockError = {
  class: ErrorClass
  httpStatus?: number
  /** The provider's own name for it, when it gave one. */
  providerCode?: string
  detail?: string
  retryAfterMs?: number
}

export type Dispatch =
  | { outcome: 'accepted'; handle?: string; offlineCode?: OfflineCode }
  | { outcome: 'already_satisfied'; snapshot: DeviceSnapshot }
  | { outcome: 'failed'; error: LockError }

export type Reading<T> = { ok: true; value: T } | { ok: false; error: LockError }

export type LockScreenMessage = {
  title: string
  body: string
  link?: string
  code?: string
  codeExpiresAt?: Temporal.Instant
}

export type Acknowledgement = { status: number; body: string }

/** `unknown` is what to answer when the loan book has no such device, or none of its unlocks is the refused one. */
export type Callback =
  | {
      ok: true
      events: CallbackEvent[]
      ack: Acknowledgement
      unknown: Record<'device' | 'command', Acknowledgement>
    }
  | { ok: false; reason: string; ack: Acknowledgement }

/** What a device said, or that it will not do what a command asks. */
export type CallbackEvent = {
  dedupeKey: string
  providerDeviceId: string
  snapshot: DeviceSnapshot
  occurredAt: Temporal.Instant
} & ({ commandId?: string } | { commandId: string; refused: string })

export type CallbackRequest = {
  method: string
  path: string
  headers: Headers
  rawBody: string | Uint8Array
  now: Temporal.Instant
}

/**
 * What every lock provider must be able to do for us. There is no verb here that locks or erases.
 * No method throws for what a provider or a network can do: that is a `LockError`.
 */
export type DeviceLockPort = {
  readonly capabilities: Capabilities
  requestUnlock(command: UnlockCommand): Promise<Dispatch>
  readDevice(device: DeviceRef): Promise<Reading<DeviceSnapshot>>
  /** What is known of each, by the provider's own id; who is not known is left out. Only some services can. */
  readDevices?(devices: DeviceRef[]): Promise<Reading<Map<string, DeviceSnapshot>>>
  showMessage(device: DeviceRef, message: LockScreenMessage): Promise<Reading<null>>
  issueOfflineCode(device: DeviceRef, passkey: string | undefined): Promise<Reading<OfflineCode>>
  /** Verifies and reads a callback; the acknowledgement is given back exactly as the provider wants it. */
  readCallback(request: CallbackRequest): Callback
}

/** Makes the port of one provider for one lender's connection. */
export type ProviderFactory = (connection: MdmConnection) => DeviceLockPort
