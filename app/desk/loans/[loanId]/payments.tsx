import { Amount } from '#components/amount.tsx'
import { DeskLine, DeskList } from '#components/desk-list.tsx'
import { Digits } from '#components/digits.tsx'
import { database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { paymentsOfLoan } from '#lib/staff/loan-record.ts'
import { formatDayAndTime } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { PartTitle } from './contents.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

/** Every payment of the loan, each a link to its page, where it is given back or booked. */
export async function Payments({ loan, reader }: ViewedLoan) {
  const [t, words, payments] = [
    await getTranslations('desk'),
    await getTranslations('history'),
    await paymentsOfLoan(database(), loan.id),
  ]
  const { locale } = reader
  return (
    <section className="flex flex-col gap-3">
      <PartTitle part="payments" />
      {payments.length === 0 ? (
        <p className="text-soft">{t('loan.no_payments')}</p>
      ) : (
        <DeskList>
          {payments.map(({ refundedMinor, ...payment }) => (
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
                  <span className="text-soft">{words(`state.${payment.state}`)}</span>
                </>
              }
            >
              <span>{formatDayAndTime(payment.paidAt ?? payment.createdAt, reader)}</span>
              <span>{t(`loan.paid_by.${payment.openedBy}`)}</span>
              {refundedMinor !== null && (
                <span>
                  {t('loan.refunded', {
                    amount: formatMoney(
                      { amountMinor: BigInt(refundedMinor), currency: payment.currency },
                      locale,
                    ),
                  })}
                </span>
              )}
            </DeskLine>
          ))}
        </DeskList>
      )}
    </section>
  )
}
