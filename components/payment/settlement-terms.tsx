import { formatMoney } from '#lib/domain/money/money.ts'
import type { PaymentChoice } from '#lib/domain/money/payment-choices.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = {
  choice: Pick<PaymentChoice, 'rebateMinor' | 'costReturnedMinor' | 'validUntil'>
  currency: string
  reader: Reader
}

export function SettlementTerms({ choice, currency, reader }: Props) {
  const t = useTranslations('pay')
  const { rebateMinor, costReturnedMinor, validUntil } = choice
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  return (
    <>
      {costReturnedMinor > 0n && (
        <span className="block"> {t('cost_returned', { amount: shown(costReturnedMinor) })}</span>
      )}
      {rebateMinor > 0n && (
        <span className="block"> {t('saving', { amount: shown(rebateMinor) })}</span>
      )}
      {validUntil && (
        <span className="block"> {t('quote', { day: formatDay(validUntil, reader, 'long') })}</span>
      )}
    </>
  )
}
