import { keptText } from '#lib/domain/kept-text.ts'
import type { Answer } from './http-exchange.ts'
import { wire } from './http-wire.ts'
import type { ErrorClass, LockError } from './port.ts'

const byStatus: Record<number, ErrorClass> = {
  400: 'invalid_request',
  401: 'auth_expired',
  402: 'config',
  403: 'config',
  408: 'ambiguous',
  429: 'rate_limited',
  500: 'provider_down',
  502: 'ambiguous',
  503: 'provider_down',
  504: 'ambiguous',
}

const byCode: Record<string, ErrorClass> = {
  device_state_transient: 'device_state_transient',
  device_state_terminal: 'device_state_terminal',
  unsupported: 'unsupported',
  other_agent: 'other_agent',
  invalid_passkey: 'invalid_request',
}

const defaultRetryAfterMs = 15_000
const longestRetryAfterMs = 60 * 60_000

/** The error class of an answer that is not the one hoped for. A body nobody agreed on is `contract`. */
export function answerError(answer: Answer, now = Temporal.Now.instant()): LockError {
  const { status, json } = answer
  const said = wire.error.safeParse(json).data?.error
  const errorClass = classOf(status, said?.code)
  return {
    class: errorClass,
    httpStatus: status,
    detail: said
      ? begins(`${said.code}: ${said.message}`, 300)
      : `HTTP ${status} without an error body`,
    ...(said && { providerCode: begins(said.code, 100) }),
    ...(errorClass === 'rate_limited' && { retryAfterMs: retryAfterMs(answer.retryAfter, now) }),
  }
}

/** The first signs of what others say, none of them cut in half. */
export function begins(text: string, most: number): string {
  return keptText(text.slice(0, most))
}

function classOf(status: number, code: string | undefined): ErrorClass {
  if (status === 422) return (code && byCode[code]) || 'contract'
  // A 404 nobody signed with an error body is a wrong address, not a missing device.
  if (status === 404) return code ? 'not_found' : 'contract'
  return byStatus[status] ?? (status >= 500 ? 'provider_down' : 'contract')
}

/** RFC 9110 §10.2.3: seconds, or a date. Without either, 15 s. */
export function retryAfterMs(header: string | null, now: Temporal.Instant): number {
  const text = header?.trim() ?? ''
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.epochMilliseconds
  if (Number.isNaN(waitMs)) return defaultRetryAfterMs
  return Math.min(Math.max(waitMs, 1_000), longestRetryAfterMs)
}
