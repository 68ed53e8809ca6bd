import type { Sender } from '#lib/domain/identity/contact.ts'
import { asTextMessage } from '#lib/domain/text-message.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'

/** `sender` is whose name the gateway may show in place of a number. */
export type TextMessage = { to: string; body: string; sender: Pick<Sender, 'name'> }

/**
 * Why a text did not leave; `httpStatus` is undefined when the gateway was not reached. One that `isFinal` will not get
 * better by itself; one that `isOurSetting` is not about this text at all: the gateway does not let us in.
 */
export class SmsFailure extends Error {
  readonly httpStatus: number | undefined
  readonly isFinal: boolean
  constructor(httpStatus: number | undefined, cause?: unknown) {
    super(`text not accepted (${httpStatus ?? 'unreachable'})`, { cause })
    this.httpStatus = httpStatus
    this.isFinal = httpStatus !== undefined && isFinalStatus(httpStatus)
  }

  get isOurSetting(): boolean {
    return this.httpStatus !== undefined && settingStatuses.includes(this.httpStatus)
  }
}

const settingStatuses: readonly number[] = [401, 403]
const busyStatuses: readonly number[] = [408, 429]

// Any other 4xx is about this text.
function isFinalStatus(status: number): boolean {
  return status >= 400 && status < 500 && ![...settingStatuses, ...busyStatuses].includes(status)
}

const timeoutMs = 10_000

/**
 * Hands one text to the gateway at SMS_URL: `POST {"to": "+94…", "body": "…", "from": "…"}`, any 2xx is acceptance.
 * Without SMS_URL nothing leaves, and the log says that a text was withheld. Throws SmsFailure.
 */
export async function sendSms(message: TextMessage): Promise<void> {
  const url = env().SMS_URL
  if (!url) return withhold(message)
  const response = await post(url, message)
  if (!response.ok) throw new SmsFailure(response.status)
}

async function post(url: string, { to, body, sender }: TextMessage): Promise<Response> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to, body: asTextMessage(body), from: sender.name }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    return response
  } catch (cause) {
    throw new SmsFailure(undefined, cause)
  }
}

function withhold({ to, body }: TextMessage): void {
  log.info({ to: maskPhone(to), characters: body.length }, 'text withheld: SMS_URL is not set')
}

/** The only part of a telephone number that is logged: its last two digits. */
export function maskPhone(number: string): string {
  return `•••${number.slice(-2)}`
}
