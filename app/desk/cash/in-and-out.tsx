import { Amount } from '#components/amount.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { InAndOut as Sum } from '#lib/payments/cash/cash-day.ts'

type Props = { of: 'cash' | 'transfers'; sum: Sum; currency: string; reader: Reader }

export function InAndOut({ of, sum, currency, reader }: Props) {
  const t = useTranslations('desk-cash')
  const { inMinor, undoneMinor, outMinor, balanceMinor } = sum
  const isBare = undoneMinor === 0n && outMinor === 0n
  const money = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  return (
    <>
      {!isBare && <Row term={t(`${of}.in`)}>{money(inMinor)}</Row>}
      {undoneMinor > 0n && <Row term={t(`${of}.undone`)}>{money(-undoneMinor)}</Row>}
      {outMinor > 0n && <Row term={t(`${of}.out`)}>{money(-outMinor)}</Row>}
      <Row term={t(`${of}.balance`)}>{money(balanceMinor)}</Row>
    </>
  )
}
