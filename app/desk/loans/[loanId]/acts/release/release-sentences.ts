import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Owed = {
  outstandingMinor: bigint
  currency: string
  otherLocks: readonly OtherLock[] | null
  lockState: LockState | null
  writesOff: boolean
}

export async function releaseSentences(
  { outstandingMinor, currency, otherLocks, lockState, writesOff }: Owed,
  { locale }: Reader,
): Promise<string[]> {
  const t = await getTranslations('desk-acts')
  const desk = await getTranslations('desk')
  const others = (otherLocks ?? []).map((name) => desk(`other_lock.${name}`)).join(' · ')
  const ofPhone = [
    t(`release.${effectOf(lockState)}`),
    ...(others ? [t('release.effect_others', { others })] : []),
  ]
  if (outstandingMinor === 0n) return ofPhone
  const amount = formatMoney({ amountMinor: outstandingMinor, currency }, locale)
  return [...ofPhone, t(`release.effect_${writesOff ? 'write_off' : 'keep'}`, { amount })]
}

function effectOf(lockState: LockState | null): 'effect' | 'effect_open' | 'effect_released' {
  if (lockState === 'released') return 'effect_released'
  return lockState === 'unlocked' ? 'effect_open' : 'effect'
}
