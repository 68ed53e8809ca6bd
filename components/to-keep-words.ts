import { formatMoney } from '#lib/domain/money/money.ts'
import type { ToKeep } from '#lib/domain/promise/to-keep.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type In = { currency: string; locale: string }

/** How a promise is paid, where it is not by the amount that was promised. */
export async function toKeepWords(
  kept: ToKeep | undefined,
  { currency, locale }: In,
): Promise<string | undefined> {
  const t = await getTranslations('promises')
  if (!kept || kept.how === 'as_promised') return undefined
  if (kept.how === 'not_here') return t('to_keep.not_here')
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale)
  const { how, amountMinor, extraMinor } = kept
  return t(`to_keep.${how}`, { amount: shown(amountMinor), extra: shown(extraMinor) })
}
