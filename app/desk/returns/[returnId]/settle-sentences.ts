import { formatMoney } from '#lib/domain/money/money.ts'
import { payAfterReturnDays } from '#lib/domain/return/return.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Settled = {
  currency: string
  creditMinor: bigint
  outstandingMinor: bigint
  leftMinor: bigint
}

export async function settleSentences(
  { currency, creditMinor, outstandingMinor, leftMinor }: Settled,
  reader: Reader,
): Promise<string[]> {
  const t = await getTranslations('desk-returns')
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const day = formatDay(todayOf(reader).add({ days: payAfterReturnDays }), reader)
  return [
    t('settle.effect_off', { amount: money(outstandingMinor - leftMinor) }),
    leftMinor === 0n
      ? t('settle.effect_none')
      : t('settle.effect_rest', { amount: money(leftMinor), day }),
    ...(creditMinor > 0n ? [t('settle.effect_credit', { amount: money(creditMinor) })] : []),
    t('settle.effect_letter'),
  ]
}
