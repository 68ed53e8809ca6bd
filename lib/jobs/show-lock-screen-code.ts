import { codeDelivery, lockScreensFor } from '#lib/accounts/code-delivery.ts'
import { lockScreenWords } from '#lib/accounts/code-words.ts'
import { forgiveAccountSend, limitAccountSends } from '#lib/accounts/limits.ts'
import { database } from '#lib/db/client.ts'
import type { Jobs } from '#lib/db/jobs.ts'
import { connectionOf } from '#lib/gateways/mdm/connections.ts'
import type { ErrorClass, LockScreenMessage } from '#lib/gateways/mdm/port.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import { log } from '#lib/log.ts'

const worthRetrying: readonly ErrorClass[] = [
  'network_before_send',
  'ambiguous',
  'rate_limited',
  'provider_down',
  'device_state_transient',
]

/** Shows a code on the borrower's own locked phones. Nobody's, or void by now: does nothing. */
export default async function showLockScreenCode(
  payload: Jobs['show-lock-screen-code'],
): Promise<void> {
  const delivery = await codeDelivery(database(), payload, Temporal.Now.instant())
  if (delivery?.receiver !== 'borrower') return
  const limit = await limitAccountSends(delivery.borrower.id)
  if (!limit.ok) return
  const { code, expiresAt } = delivery
  const message = { ...lockScreenWords(delivery), code, codeExpiresAt: expiresAt }
  const phones = await lockScreensFor(database(), delivery)
  const failures = await Promise.all(phones.map((phone) => show(phone, message)))
  if (!failures.some((failure) => failure && worthRetrying.includes(failure))) return
  await forgiveAccountSend(delivery.borrower.id)
  throw new Error(`lock screen not reached: ${failures.filter(Boolean).join(', ')}`)
}

type Phone = Awaited<ReturnType<typeof lockScreensFor>>[number]

async function show(phone: Phone, message: LockScreenMessage): Promise<ErrorClass | undefined> {
  const port = portFor(await connectionOf(database(), phone.lenderId, phone.provider))
  const shown = await port.showMessage(phone, message)
  if (shown.ok) return undefined
  log.warn({ provider: phone.provider, error: shown.error }, 'lock screen code not shown')
  return shown.error.class
}
