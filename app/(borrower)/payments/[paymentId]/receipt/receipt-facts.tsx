import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { modelName } from '#components/phone-name.ts'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import { imeiTail } from '#lib/domain/imei.ts'
import { moneyOf } from '#lib/domain/money.ts'
import type { PaymentDetail } from '#lib/payments/queries.ts'
import { formatForTheRecord, type Reader } from '#lib/words/format.ts'
import { useTranslations } from '#lib/words/translations.ts'

type Props = {
  payment: PaymentDetail
  paid: { paidAt: Temporal.Instant; amountMinor: bigint }
  lender: Lender
  reader: Reader
}

/** What a receipt says: how much, when, to whom, and for which loan and phone. */
export function ReceiptFacts({ payment, paid, lender, reader }: Props) {
  const t = useTranslations('receipt')
  return (
    <Card>
      <dl className="flex flex-col gap-3">
        <Row term={t('amount')}>
          <Amount
            amountMinor={paid.amountMinor}
            currency={payment.currency}
            locale={reader.locale}
            size="hero"
          />
        </Row>
        {payment.refunded?.map((back) => (
          <Row key={back.currency} term={t('refunded')}>
            <Amount {...moneyOf(back)} locale={reader.locale} />
          </Row>
        ))}
        <Row term={t('date')}>{formatForTheRecord(paid.paidAt, reader)}</Row>
        <Row term={t('reference')}>
          <Digits>{payment.reference}</Digits>
        </Row>
        <Row term={t('lender')}>{lender.name}</Row>
        <Row term={t('statement')}>
          <Digits>{lender.statementDescriptor}</Digits>
        </Row>
        <Row term={t('loan')}>
          <Digits>{payment.loanNumber}</Digits>
        </Row>
        <Row term={t('phone')}>
          <bdi>{modelName(payment)}</bdi>
        </Row>
        {payment.imei && (
          <Row term={t('imei')}>
            <Digits>{imeiTail(payment.imei)}</Digits>
          </Row>
        )}
      </dl>
    </Card>
  )
}
