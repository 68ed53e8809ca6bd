import type { ReactNode } from 'react'
import { Amount } from '#components/amount.tsx'
import { saidLock } from '#components/desk/said-lock.ts'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Fact, Facts } from '#components/ui/row.tsx'
import { toldStateOf } from '#lib/domain/lock/unlock.ts'
import { wasNotStarted } from '#lib/domain/money/attempt.ts'
import { type Money, sumByCurrency } from '#lib/domain/money/money.ts'
import {
  formatDay,
  formatDayAndTime,
  formatMoment,
  isolated,
  type Reader,
} from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { PaymentAtDesk, PaymentEntry } from '#lib/payments/payment-at-desk.ts'
import type { CapturedMoney } from '#lib/payments/refunds/captured-money.ts'

type Props = {
  payment: PaymentAtDesk
  captured: CapturedMoney[]
  entries: PaymentEntry[]
  reader: Reader
}

export function PaymentFacts({ payment, captured, entries, reader }: Props) {
  const t = useTranslations('desk-acts')
  const unlocks = useTranslations('desk-unlocks')
  const desk = useTranslations('desk')
  const { currency, paidAt, paidOn, unlockId, lockState, otherLocks } = payment
  const unlockState = toldStateOf(payment)
  const money = (amountMinor: bigint) => sums([{ amountMinor, currency }], reader)
  const refunded = sumByCurrency(
    captured.map((one) => ({ ...one, amountMinor: one.refundedMinor })),
  )
  const awaiting = sumByCurrency(
    captured.map((one) => ({ ...one, amountMinor: one.awaitingPayerMinor })),
  )
  const suspense = sumByCurrency(
    captured.map((one) => ({ ...one, amountMinor: one.suspenseMinor })),
  )
  const [disputed, fees] = [on(entries, 'disputes'), on(entries, 'fees')]
  const rows: Fact[] = [
    [t('borrower'), <bdi key="borrower">{payment.borrowerName}</bdi>],
    [t('payment.state.label'), t(`payment.state.${shownState(payment)}`)],
    [t('payment.asked'), money(payment.askedMinor)],
    payment.paidMinor !== null && [t('payment.paid'), money(payment.paidMinor)],
    payment.method !== null && [t('payment.method.label'), methodName(t, payment.method)],
    payment.officeReceipt !== null && [
      t('cash.receipt'),
      <bdi key="receipt">{payment.officeReceipt}</bdi>,
    ],
    payment.takenByName !== null && [
      t('payment.taken_by'),
      <span key="taker">
        <bdi>{payment.takenByName}</bdi>
        {payment.agreedByName && ` ${t('agreed_by', { name: isolated(payment.agreedByName) })}`}
      </span>,
    ],
    paidAt !== null && [
      t('payment.paid_at'),
      paidOn ? formatDay(paidOn, reader, 'short') : formatMoment(paidAt, reader),
    ],
    refunded.length > 0 && [t('payment.refunded'), sums(refunded, reader)],
    awaiting.length > 0 && [t('payment.refund_waits'), sums(awaiting, reader)],
    suspense.length > 0 && [t('payment.suspense'), sums(suspense, reader)],
    disputed.length > 0 && [t('payment.disputed'), sums(disputed, reader)],
    fees.length > 0 && [t('payment.fees'), sums(fees, reader)],
    payment.effect !== null && [t('payment.effect.label'), effectOn(t, payment, reader)],
    payment.effect !== null &&
      lockState !== null &&
      otherLocks !== null && [
        t('payment.effect.phone_now'),
        saidLock({ lockState, otherLocks }, { acts: t, desk }),
      ],
    unlockId !== null && [
      t('payment.unlock'),
      <TextLink key="unlock" href={`/desk/unlocks/${unlockId}`}>
        {unlockState && unlocks(`state.${unlockState}`)}
      </TextLink>,
    ],
  ]
  return (
    <Card>
      <Facts rows={rows} />
      {captured.length > 0 && fees.length === 0 && (
        <p className="text-small text-soft">{t('payment.fees_unknown')}</p>
      )}
    </Card>
  )
}

function shownState(payment: PaymentAtDesk) {
  if (payment.reversedAt) return 'reversed'
  return wasNotStarted(payment) ? 'not_started' : payment.state
}

type Words = ReturnType<typeof useTranslations<'desk-acts'>>

const methods = ['card', 'oxxo', 'cash', 'bank_transfer'] as const

// Stripe has many methods; those without words of ours are shown by Stripe's name.
function methodName(t: Words, name: string): string {
  const known = methods.find((method) => method === name)
  return known ? t(`payment.method.${known}`) : name
}

// A phone that was open already was asked nothing, so no date is kept with the payment.
function effectOn(t: Words, payment: PaymentAtDesk, reader: Reader): string {
  const { effect, bookedAt, countsNoMore } = payment
  const opened = openedFor(t, payment, reader)
  const isGone = bookedAt !== null && countsNoMore && effect !== 'none'
  return isGone ? `${opened}. ${t('payment.effect.gone_back')}` : opened
}

function openedFor(t: Words, { effect, relockAt }: PaymentAtDesk, reader: Reader): string {
  if (effect !== 'until') return t(`payment.effect.${effect ?? 'none'}`)
  if (!relockAt) return t('payment.effect.for_a_time')
  return t('payment.effect.until', { until: formatDayAndTime(relockAt, reader) })
}

function on(entries: PaymentEntry[], account: string): Money[] {
  return sumByCurrency(entries.filter((entry) => entry.account === account))
}

// What came as another currency than was asked is never added to the rest.
function sums(moneys: Money[], { locale }: Reader): ReactNode {
  return moneys.map(({ amountMinor, currency }) => (
    <span key={currency} className="block">
      {' '}
      <Amount amountMinor={amountMinor} currency={currency} locale={locale} />
    </span>
  ))
}
