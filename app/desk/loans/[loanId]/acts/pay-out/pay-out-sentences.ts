import { formatMoney } from '#lib/domain/money/money.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { LoanAtDesk } from '#lib/loans/loan-at-desk.ts'

export async function payOutSentences(
  { creditMinor, currency }: Pick<LoanAtDesk, 'creditMinor' | 'currency'>,
  amountMinor: bigint,
  reader: Reader,
): Promise<string[]> {
  const t = await getTranslations('desk-acts')
  const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, reader.locale)
  return [
    t('pay_out.left', { left: shown(creditMinor - amountMinor) }),
    t('pay_out.told', { amount: shown(amountMinor) }),
    t('pay_out.phone'),
  ]
}
