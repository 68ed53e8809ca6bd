import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { PaymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import type { CapturedMoney } from '#lib/payments/refunds/captured-money.ts'

type Props = { payment: PaymentAtDesk; captured: CapturedMoney[]; reader: Reader }

export function PaymentActs({ payment, captured, reader }: Props) {
  const t = useTranslations('desk-acts')
  const base = `/desk/payments/${payment.id}`
  if (payment.openedBy === 'staff' && !payment.reversedAt)
    return (
      <LinkButton look="quiet" href={`${base}/reverse`} className="max-w-xl">
        {t('reverse.title')}
      </LinkButton>
    )
  const open = captured.filter((money) => money.suspenseMinor > 0n || money.refundableMinor > 0n)
  return open.map((money) => (
    <div key={money.paymentIntentId} className="flex max-w-xl flex-col gap-3">
      {money.suspenseMinor > 0n && (
        <Banner
          tone="wait"
          title={t('payment.aside_title', {
            amount: formatMoney({ ...money, amountMinor: money.suspenseMinor }, reader.locale),
          })}
        >
          {t(`payment.aside.${reasonOf(payment, money)}`)}
        </Banner>
      )}
      {money.suspenseMinor > 0n && money.currency === payment.currency && (
        <LinkButton href={`${base}/book?of=${money.paymentIntentId}`}>{t('book.title')}</LinkButton>
      )}
      {money.refundableMinor > 0n && (
        <LinkButton look="quiet" href={`${base}/refund?of=${money.paymentIntentId}`}>
          {t('refund.title')}
        </LinkButton>
      )}
    </div>
  ))
}

const reasons = ['other_amount', 'other_currency'] as const

function reasonOf(payment: PaymentAtDesk, money: CapturedMoney) {
  if (money.paymentIntentId !== payment.paymentIntentId) return 'second_intent'
  return reasons.find((reason) => reason === payment.setAsideReason) ?? 'other_amount'
}
