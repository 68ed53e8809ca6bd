import { codeDelivery, lockScreensFor } from '#lib/accounts/code-delivery.ts'
import { lockScreenWords } from '#lib/accounts/code-words.ts'
import { database } from '#lib/db/client.ts'
import type { Jobs } from '#lib/db/jobs.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { LockError, LockScreenMessage } from '#lib/gateways/mdm/port.ts'
import {
  isWorthRetrying,
  type LockScreen,
  showOnLockScreen,
} from '#lib/gateways/mdm/show-on-lock-screen.ts'
import { log } from '#lib/log.ts'
import { isOurSetting, openLockServiceCase } from '#lib/workflows/unlocks/setting-case.ts'

/** Shows a code on the borrower's own locked phones. Nobody's, or void by now: does nothing. */
export default async function showLockScreenCode(
  payload: Jobs['show-lock-screen-code'],
): Promise<void> {
  const delivery = await codeDelivery(database(), payload, Temporal.Now.instant())
  if (delivery?.receiver !== 'borrower') return
  const { code, expiresAt } = delivery
  const message = { ...lockScreenWords(delivery), code, codeExpiresAt: expiresAt }
  const phones = await lockScreensFor(database(), delivery)
  const failures = await Promise.all(phones.map((phone) => show(phone, message)))
  const passing = failures.filter(
    (failure) => failure && (isWorthRetrying(failure) || isOurSetting(failure)),
  )
  if (passing.length === 0) return
  throw new Error(`lock screen not reached: ${passing.map((error) => error?.class).join(', ')}`)
}

async function show(phone: LockScreen, message: LockScreenMessage): Promise<LockError | undefined> {
  const error = await showOnLockScreen(phone, message)
  if (error) log.warn({ provider: phone.provider, error }, 'lock screen code not shown')
  if (error && isOurSetting(error)) await transaction((tx) => openLockServiceCase(tx, phone, error))
  return error
}
