import type { LenderClock } from '#lib/domain/lock/effect.ts'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'
import type { Phone } from './phone.ts'
import { phoneStatus } from './phone-status.ts'
import { toldHold } from './told-hold.ts'

/** Until when an open phone stays so though money is overdue; undefined: none is, or its hold says it already. */
export function staysOpenUntil(phone: Phone, clock: LenderClock): Temporal.Instant | undefined {
  const { arrears, reason } = phoneStatus(phone, clock)
  if (reason !== 'open' || arrears.arrearsMinor === 0n || toldHold(phone, clock)) return undefined
  const end = leftOpenUntil({ ...phone, balance: phone }, clock)
  return end === null || end === 'never' ? undefined : end
}
