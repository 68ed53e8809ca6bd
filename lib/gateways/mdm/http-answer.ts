import type { z } from 'zod'
import { answerError, begins } from './http-error.ts'
import type { Answer } from './http-exchange.ts'
import { toOfflineCode, toSnapshot, type WireSnapshot, wire } from './http-wire.ts'
import type { DeviceRef, DeviceSnapshot, Dispatch, LockError, Reading } from './port.ts'

/** What the answer to an unlock request means. 202 is "taken", never "unlocked". */
export function toDispatch(device: DeviceRef, reply: Reading<Answer>): Dispatch {
  if (!reply.ok) return failed(reply.error)
  const { status } = reply.value
  if (status === 202) return toAccepted(reply)
  if (status === 200) return toSatisfied(device, reply.value, wire.alreadySatisfied)
  if (status === 409) return toSatisfied(device, reply.value, wire.conflict)
  return failed(answerError(reply.value))
}

function toAccepted(reply: Reading<Answer>): Dispatch {
  const accepted = read(reply, [202], wire.accepted)
  if (!accepted.ok) return failed(accepted.error)
  const { handle, offlineCode } = accepted.value
  return {
    outcome: 'accepted',
    ...(handle && { handle }),
    ...(offlineCode && { offlineCode: toOfflineCode(offlineCode) }),
  }
}

function toSatisfied(
  device: DeviceRef,
  answer: Answer,
  schema: z.ZodType<{ device: WireSnapshot }>,
): Dispatch {
  const { data } = schema.safeParse(answer.json)
  if (!data) return failed(answerError(answer))
  const snapshot = snapshotOf(device, data.device)
  if (!snapshot.ok) return failed(snapshot.error)
  const { actual } = snapshot.value
  return actual === 'unlocked' || actual === 'released'
    ? { outcome: 'already_satisfied', snapshot: snapshot.value }
    : failed(broken(answer.status, 'satisfied, yet the device is not open'))
}

export function toReading(
  device: DeviceRef,
  reply: Reading<WireSnapshot>,
): Reading<DeviceSnapshot> {
  return reply.ok ? snapshotOf(device, reply.value) : reply
}

/** Any 2xx is done; its body does not matter. */
export function toDone(reply: Reading<Answer>): Reading<null> {
  if (!reply.ok) return reply
  const { status } = reply.value
  return status >= 200 && status < 300
    ? { ok: true, value: null }
    : { ok: false, error: answerError(reply.value) }
}

/** The body of an answer with one of `statuses`, as its schema wants it. */
export function read<T>(
  reply: Reading<Answer>,
  statuses: number[],
  schema: z.ZodType<T>,
): Reading<T> {
  if (!reply.ok) return reply
  const { status, json } = reply.value
  if (!statuses.includes(status)) return { ok: false, error: answerError(reply.value) }
  const { data, error } = schema.safeParse(json)
  if (data === undefined) return { ok: false, error: broken(status, faultOf(error)) }
  return { ok: true, value: data }
}

function snapshotOf(device: DeviceRef, wireSnapshot: WireSnapshot): Reading<DeviceSnapshot> {
  return wireSnapshot.id === device.providerDeviceId
    ? { ok: true, value: toSnapshot(wireSnapshot) }
    : { ok: false, error: broken(200, 'the answer is about another device') }
}

function faultOf(error: z.ZodError | undefined): string {
  const [issue] = error?.issues ?? []
  return issue ? `${issue.path.join('.') || 'body'}: ${issue.message}` : 'unreadable body'
}

function broken(httpStatus: number, detail: string): LockError {
  return { class: 'contract', httpStatus, detail: begins(detail, 300) }
}

function failed(error: LockError): Dispatch {
  return { outcome: 'failed', error }
}
