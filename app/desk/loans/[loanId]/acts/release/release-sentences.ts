import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Owed = {
  outstandingMinor: bigint
  currency: string
  otherLocks: readonly OtherLock[] | null
  writesOff: boolean
}

export async function releaseSentences(
  { outstandingMinor, currency, otherLocks, writesOff }: Owed,
  { locale }: Reader,
): Promise<string[]> {
  const t = await getTranslations('desk-acts')
  const desk = await getTranslations('desk')
  const others = (otherLocks ?? []).map((name) => desk(`other_lock.${name}`)).join(' · ')
  const ofPhone = [t('release.effect'), ...(others ? [t('release.effect_others', { others })] : [])]
  if (outstandingMinor === 0n) return ofPhone
  const amount = formatMoney({ amountMinor: outstandingMinor, currency }, locale)
  return [...ofPhone, t(`release.effect_${writesOff ? 'write_off' : 'keep'}`, { amount })]
}
