import { Card } from '#components/ui/card.tsx'
import type { End } from '#lib/domain/lock/may-lock.ts'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { Timeline } from '#lib/domain/timeline/timeline.ts'
import { formatDay, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { releaseWaits, type ShownPayment } from './shown-payment.ts'

/** A promise that this payment has kept. */
export type KeptPromise = { amountMinor: bigint; currency: string; dueOn: Temporal.PlainDate }

type Props = {
  told: Timeline
  payment: ShownPayment
  arrears: LoanArrears | undefined
  /** Until when the phone is left open. */
  leftOpen: End
  keptPromise?: KeptPromise | undefined
  /** What opens the phone and is less than all that is overdue; undefined: nothing less. */
  leastMinor?: bigint | undefined
  reader: Reader
}

export function PaymentOutcome(props: Props) {
  const { told, payment, arrears, leftOpen, keptPromise, leastMinor, reader } = props
  const t = useTranslations('payment')
  if (releaseWaits(payment))
    return <Card>{t(arrears ? 'release_waits' : 'release_waits_helper')}</Card>
  const isOver = ['unlocked', 'open_again', 'paid_without_unlock'].includes(told.headline)
  if (!arrears || !(isOver || keptPromise)) return null
  const { arrearsMinor, next } = arrears
  const amount = formatMoney(
    { amountMinor: arrearsMinor, currency: payment.currency },
    reader.locale,
  )
  const isOverdue = arrearsMinor > 0n
  const isOpen = payment.lockState === 'unlocked' || payment.lockState === 'released'
  const until = leftOpen && leftOpen !== 'never' && formatUntil(leftOpen, reader)
  if (!isOverdue && !next && !keptPromise) return null
  const isLeftOpen = isOver && (told.headline !== 'paid_without_unlock' || isOpen)
  return (
    <Card>
      {keptPromise && (
        <p>
          {t('promise_kept', {
            amount: formatMoney(keptPromise, reader.locale),
            day: formatDay(keptPromise.dueOn, reader, 'long'),
          })}
        </p>
      )}
      {isLeftOpen && isOverdue && until && <p>{t('open_until', { until })}</p>}
      {told.headline === 'paid_without_unlock' && isOverdue && (
        <p>
          {t(isOpen ? 'booked_overdue' : 'none_overdue', {
            amount,
            least: leastMinor
              ? formatMoney({ amountMinor: leastMinor, currency: payment.currency }, reader.locale)
              : 'none',
          })}
        </p>
      )}
      {isOver && !isOverdue && next && (
        <p>{t('open_next', { day: formatDay(next.dueOn, reader) })}</p>
      )}
    </Card>
  )
}
