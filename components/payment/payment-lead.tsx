import { stillNeeded } from '#lib/domain/money/attempt.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { clearingDaysOf, isRefundable } from '#lib/domain/money/payment-methods.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import type { Timeline } from '#lib/domain/timeline/timeline.ts'
import { formatDayAndTime, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { promisedWords, withinWords } from './promised-words.ts'
import { hasDeadVoucher, hasNoLock, opensNothing, type ShownPayment } from './shown-payment.ts'

type Props = {
  told: Timeline
  payment: ShownPayment
  policy: LenderPolicy
  reader: Reader
  /** Another amount can be chosen. */
  hasChoice: boolean
  /** Its reader can see the phone’s own page. */
  isOwn: boolean
  /** Its reader owes something on the loan. */
  isOwed: boolean
}

export async function PaymentLead({
  told,
  payment,
  policy,
  hasChoice,
  isOwn,
  isOwed,
  reader,
}: Props) {
  const t = await getTranslations('payment')
  const { headline } = told
  const isOpen = opensNothing(payment) ? 'yes' : 'no'
  const within = await withinWords(policy.unlockWithinMinutes)
  const saysOtherwise = told.isByHand && (headline === 'late' || headline === 'unlocked')
  const words = hasDeadVoucher(payment)
    ? t('lead_dead_voucher')
    : headline === 'paid_without_unlock' && hasNoLock(payment)
      ? t('lead_no_lock')
      : saysOtherwise
        ? t(`lead_by_hand.${headline}`)
        : t(`lead.${headline}`, {
            within,
            ...promisedWords(told.promisedBy, reader),
            usual: policy.unlockUsualMinutes,
            choice: String(hasChoice),
            amount: formatMoney(
              { amountMinor: payment.askedMinor, currency: payment.currency },
              reader.locale,
            ),
            needed: shownNeeded(payment, reader),
            goesBack:
              policy.duplicatePayment === 'refund' && isRefundable(payment.method) ? 'yes' : 'no',
            isOpen,
            method: payment.method ?? 'other',
            until: payment.expiresAt ? formatUntil(payment.expiresAt, reader) : '',
            isOwn: String(isOwn),
            isOwed: isOwed ? 'yes' : 'no',
            isUndone: payment.reversedAt ? 'yes' : 'no',
            ...openedWords(payment, reader),
          })
  const days =
    headline === 'clearing' ? clearingDaysOf(policy.clearingDays, payment.method) : undefined
  return (
    <>
      <p>{words}</p>
      {days !== undefined && <p>{t('clearing_days', { days })}</p>}
      {headline === 'voucher' && (
        <p>{t('voucher_days', { method: payment.method ?? 'other', isOpen })}</p>
      )}
    </>
  )
}

// Nothing of the loan is told to a helper: what is still needed of a voucher is theirs to know.
function shownNeeded(payment: ShownPayment, { locale }: Reader): string {
  const { amountMinor } = stillNeeded(payment, payment.outstandingMinor)
  return formatMoney({ amountMinor, currency: payment.currency }, locale)
}

function openedWords({ unlockRelockAt, unlockRelockedAt }: ShownPayment, reader: Reader) {
  return {
    hasEnd: String(unlockRelockAt !== null),
    end: unlockRelockAt ? formatUntil(unlockRelockAt, reader) : '',
    locked: unlockRelockedAt ? formatDayAndTime(unlockRelockedAt, reader) : '',
  }
}
