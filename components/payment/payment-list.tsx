import { Amount } from '#components/amount.tsx'
import { phoneName } from '#components/phone/phone-name.ts'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import { dayAt } from '#lib/domain/day.ts'
import type { AwaitingPayer } from '#lib/domain/money/given-back.ts'
import type { MoneyText } from '#lib/domain/money/money.ts'
import type { PaymentFacts } from '#lib/domain/timeline/facts.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { paymentState, type ShownState } from './payment-state.ts'

/** What the pages show of a payment in a list. */
type ListedPayment = {
  id: string
  reference: string
  state: PaymentFacts['state']
  failure: string | null
  askedMinor: bigint
  paidMinor: bigint | null
  currency: string
  createdAt: Temporal.Instant
  paidAt: Temporal.Instant | null
  checkoutReturnedAt: Temporal.Instant | null
  brand: string
  model: string
  nickname: string | null
  reversedAt: Temporal.Instant | null
  expiresAt: Temporal.Instant | null
  owedMinor: bigint | null
  outstandingMinor: bigint
  claimOfBank: 'disputed' | 'taken_back' | null
  refunded: MoneyText[] | null
  awaitingPayer: AwaitingPayer[] | null
  setAside: MoneyText | null
}

const icons: Record<ShownState, IconName> = {
  checking: 'clock',
  not_started: 'cross',
  voucher: 'clock',
  voucher_part: 'alert',
  voucher_none: 'dash',
  voucher_over: 'alert',
  disputed: 'alert',
  taken_back: 'alert',
  refund_waits: 'clock',
  refunded: 'dash',
  partly_refunded: 'check',
  reversed: 'cross',
  opening: 'dash',
  open: 'dash',
  processing: 'clock',
  paid: 'check',
  set_aside: 'alert',
  failed: 'cross',
  expired: 'cross',
  cancelled: 'cross',
}

export function PaymentList({ payments, reader }: { payments: ListedPayment[]; reader: Reader }) {
  const t = useTranslations('history')
  if (payments.length === 0) return <p className="text-soft">{t('none')}</p>
  return (
    <ul className="-my-3 divide-y divide-line">
      {payments.map((payment) => (
        <li key={payment.id}>
          <a
            href={`/payments/${payment.id}`}
            className="flex min-h-11 flex-wrap justify-between gap-x-4 py-3"
          >
            <span className="flex min-w-0 flex-col">
              <span className="underline underline-offset-4">
                {formatDay(dayOf(payment.paidAt ?? payment.createdAt, reader), reader)}
              </span>{' '}
              <span className="text-small text-soft">
                <bdi>{phoneName(payment)}</bdi>
              </span>
            </span>{' '}
            <span className="ms-auto flex min-w-0 flex-col items-end text-end">
              <Amount
                amountMinor={payment.paidMinor ?? payment.askedMinor}
                currency={payment.currency}
                locale={reader.locale}
              />{' '}
              <span className="flex items-center gap-1.5 text-small text-soft">
                <Icon name={icons[paymentState(payment, reader.now)]} className="size-4" />
                {t(`state.${paymentState(payment, reader.now)}`)}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function dayOf(at: Temporal.Instant, { timeZone }: Reader): Temporal.PlainDate {
  return dayAt(at, timeZone)
}
