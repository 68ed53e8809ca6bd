import { Amount } from '#components/amount.tsx'
import { DeskLine } from '#components/desk/desk-list.tsx'
import { Digits } from '#components/digits.tsx'
import { paymentState } from '#components/payment/payment-state.ts'
import { database } from '#lib/db/client.ts'
import { paymentsOfLoan } from '#lib/desk/loan-record.ts'
import { formatMoney, moneyOf } from '#lib/domain/money/money.ts'
import { formatDay, formatDayAndTime } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { PartList } from './part-list.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

export async function Payments({ loan, reader }: ViewedLoan) {
  const t = await getTranslations('desk')
  const words = await getTranslations('history')
  const payments = await paymentsOfLoan(database(), loan.id)
  const { locale } = reader
  return (
    <PartList part="payments" none={payments.length === 0 && t('loan.no_payments')}>
      {payments
        .map((payment) => ({ ...payment, shown: paymentState(payment, reader.now) }))
        .map(({ refunded, awaitingPayer, shown, ...payment }) => (
          <DeskLine
            key={payment.id}
            title={<Digits>{payment.reference}</Digits>}
            href={`/desk/payments/${payment.id}`}
            aside={
              <>
                <Amount
                  amountMinor={payment.paidMinor ?? payment.askedMinor}
                  currency={payment.currency}
                  locale={locale}
                />
                <span className="text-soft">{words(`state.${shown}`)}</span>
              </>
            }
          >
            <span>
              {payment.paidOn
                ? formatDay(payment.paidOn, reader, 'short')
                : formatDayAndTime(payment.paidAt ?? payment.createdAt, reader)}
            </span>
            <span>{t(`loan.paid_by.${payment.openedBy}`)}</span>
            {refunded?.map((back) => (
              <span key={back.currency}>
                {t('loan.refunded', { amount: formatMoney(moneyOf(back), locale) })}
              </span>
            ))}
            {awaitingPayer?.map((back) => (
              <span key={back.currency}>
                {t('loan.refund_waits', { amount: formatMoney(moneyOf(back), locale) })}
              </span>
            ))}
          </DeskLine>
        ))}
    </PartList>
  )
}
