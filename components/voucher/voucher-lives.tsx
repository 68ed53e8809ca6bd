import type { voucherLivesOf } from '#lib/domain/money/payment-methods.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { ways: readonly unknown[]; lives: ReturnType<typeof voucherLivesOf> }

/** What is different about ways of paying that take days, before one is chosen; nothing where there is one way only. */
export function VoucherLives({ ways, lives }: Props) {
  const pay = useTranslations('pay')
  const t = useTranslations('voucher')
  if (ways.length < 2 && lives.length === 0) return null
  return (
    <p className="text-small">
      {pay('voucher_later')}
      {lives.map(({ method, days }) => (
        <span key={method}> {t('life', { way: pay(`way.${method}`), days })}</span>
      ))}
    </p>
  )
}
