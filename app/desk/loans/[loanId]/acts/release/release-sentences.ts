import { formatMoney } from '#lib/domain/money/money.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Owed = { outstandingMinor: bigint; currency: string; writesOff: boolean }

/** What it does when a lock is removed for good, in sentences. */
export async function releaseSentences(
  { outstandingMinor, currency, writesOff }: Owed,
  { locale }: Reader,
): Promise<string[]> {
  const t = await getTranslations('desk-acts')
  if (outstandingMinor === 0n) return [t('release.effect')]
  const amount = formatMoney({ amountMinor: outstandingMinor, currency }, locale)
  return [t('release.effect'), t(`release.effect_${writesOff ? 'write_off' : 'keep'}`, { amount })]
}
