import { Banner } from '#components/ui/banner.tsx'
import { wasNotStarted } from '#lib/domain/money/attempt.ts'
import type { AwaitingPayer } from '#lib/domain/money/given-back.ts'
import { formatMoney, moneyOf } from '#lib/domain/money/money.ts'
import { isRefundable } from '#lib/domain/money/payment-methods.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import type { Timeline } from '#lib/domain/timeline/timeline.ts'
import { formatUntil, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { hasDeadVoucher, type ShownPayment } from './shown-payment.ts'

type Props = {
  payment: ShownPayment
  told: Timeline
  policy: LenderPolicy
  reader: Reader
  /** Its reader is the borrower. */
  isOwn: boolean
}

export function PaymentNotices({ payment, told, policy, reader, isOwn }: Props) {
  const t = useTranslations('payment')
  const goesBack = policy.duplicatePayment === 'refund' && isRefundable(payment.method)
  const { currency, owedAgainMinor } = payment
  const owedAgain = formatMoney(
    moneyOf({ currency, amountMinor: owedAgainMinor ?? '0' }),
    reader.locale,
  )
  const inFavour = moneyOf({ currency, amountMinor: payment.inFavourMinor ?? '0' })
  const credit = inFavour.amountMinor > 0n ? formatMoney(inFavour, reader.locale) : 'none'
  return (
    <>
      {payment.failure && isNews(payment) && told.moneyTaken === 'no' && (
        <Banner tone="wait" icon="alert" title={t(`decline.${declineOf(payment.failure)}`)}>
          {told.headline === 'not_finished' && t('declined')}
        </Banner>
      )}
      {payment.duplicateOf && (
        <Banner tone="wait" title={t('duplicate_title')}>
          {goesBack
            ? t('duplicate_refund')
            : isOwn
              ? t('duplicate_credit', { credit })
              : t('duplicate_credit_helper')}
        </Banner>
      )}
      {payment.reversedAt && told.headline !== 'counts_no_more' && (
        <Banner tone="plain" title={t('reversed_title')}>
          {t('reversed')}
        </Banner>
      )}
      {payment.owedAgainMinor !== null && (
        <Banner tone="wait" title={t('owed_again_title', { amount: owedAgain })}>
          {t('owed_again', { owed: isOwn ? owedText(payment, reader) : 'helper' })}
        </Banner>
      )}
      {payment.refunded?.map((back) => (
        <Banner
          key={back.currency}
          tone="plain"
          title={t('refund_title', { amount: formatMoney(moneyOf(back), reader.locale) })}
        >
          {t('refund')}
        </Banner>
      ))}
      {payment.awaitingPayer?.map((back) => (
        <Banner
          key={back.currency}
          tone="wait"
          title={t('refund_waits_title', { amount: formatMoney(moneyOf(back), reader.locale) })}
        >
          {t('refund_waits', { until: untilText(back, reader) })}
        </Banner>
      ))}
    </>
  )
}

// What the title of the page says already is said once.
function isNews(payment: ShownPayment): boolean {
  return !wasNotStarted(payment) && !hasDeadVoucher(payment)
}

// Less than the bank took where a credit met it, more where a settlement is none any more.
function owedText({ owedMoreMinor, currency }: ShownPayment, { locale }: Reader): string {
  const owedMore = moneyOf({ amountMinor: owedMoreMinor ?? '0', currency })
  return owedMore.amountMinor > 0n ? formatMoney(owedMore, locale) : 'none'
}

function untilText({ dueAt }: AwaitingPayer, reader: Reader): string {
  return dueAt ? formatUntil(Temporal.Instant.from(dueAt), reader) : 'none'
}

// Stripe's names for what went wrong (docs.stripe.com/error-codes).
const declines: Record<
  string,
  'expired_card' | 'incorrect_cvc' | 'authentication' | 'not_cleared'
> = {
  expired_card: 'expired_card',
  incorrect_cvc: 'incorrect_cvc',
  invalid_cvc: 'incorrect_cvc',
  payment_intent_authentication_failure: 'authentication',
  not_cleared: 'not_cleared',
  // No card: a voucher, a bank debit, or a promise that was called off.
  canceled: 'not_cleared',
  payment_intent_payment_attempt_expired: 'not_cleared',
  payment_intent_payment_attempt_failed: 'not_cleared',
}

function declineOf(failure: string) {
  return declines[failure] ?? 'other'
}
