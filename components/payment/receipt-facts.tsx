import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { imeiTail } from '#lib/domain/identity/imei.ts'
import type { AwaitingPayer } from '#lib/domain/money/given-back.ts'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import { type MoneyText, moneyOf } from '#lib/domain/money/money.ts'
import {
  formatDay,
  formatDayForTheRecord,
  formatForTheRecord,
  type Reader,
  todayOf,
} from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = {
  payment: {
    reference: string
    currency: string
    refunded: MoneyText[] | null
    awaitingPayer: AwaitingPayer[] | null
    /** Taken back by the payer's bank for good. */
    owedAgainMinor: string | null
    loanNumber: string
    brand: string
    model: string
    nickname: string | null
    imei: string | null
  }
  /** `paidOn`: only the day is known. */
  paid: { paidAt: Temporal.Instant; paidOn: Temporal.PlainDate | null; amountMinor: bigint }
  lender: { name: string }
  /** What the payer's statement says; undefined: not known. */
  statementName: string | undefined
  reader: Reader
  /** Somebody else has paid: nothing of the loan is said. */
  isHelper?: boolean
  /** How the loan stands now: on its borrower's own receipt alone. */
  arrears?: LoanArrears
}

export function ReceiptFacts(props: Props) {
  const { payment, paid, lender, statementName, reader, isHelper = false, arrears } = props
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
        {payment.awaitingPayer?.map((back) => (
          <Row key={back.currency} term={t('refund_waits')}>
            <Amount {...moneyOf(back)} locale={reader.locale} />
          </Row>
        ))}
        {payment.owedAgainMinor !== null && (
          <Row term={t('taken_back')}>
            <Amount
              amountMinor={BigInt(payment.owedAgainMinor)}
              currency={payment.currency}
              locale={reader.locale}
            />
          </Row>
        )}
        <Row term={t('date')}>
          {paid.paidOn
            ? formatDayForTheRecord(paid.paidOn, reader)
            : formatForTheRecord(paid.paidAt, reader)}
        </Row>
        <Row term={t('reference')}>
          <Digits>{payment.reference}</Digits>
        </Row>
        <Row term={t('lender')}>{lender.name}</Row>
        {statementName && (
          <Row term={t('statement')}>
            <Digits>{statementName}</Digits>
          </Row>
        )}
        {!isHelper && (
          <Row term={t('loan')}>
            <Digits>{payment.loanNumber}</Digits>
          </Row>
        )}
        <Row term={t('phone')}>
          <bdi>{modelName(payment)}</bdi>
        </Row>
        {!isHelper && payment.imei && (
          <Row term={t('imei')}>
            <Digits>{imeiTail(payment.imei)}</Digits>
          </Row>
        )}
        {!isHelper && arrears && (
          <StillOwed arrears={arrears} currency={payment.currency} reader={reader} />
        )}
      </dl>
    </Card>
  )
}

type OwedProps = { arrears: LoanArrears; currency: string; reader: Reader }

/** What the payment leaves: by the day on which it is read, for a receipt is looked at again. */
function StillOwed({ arrears, currency, reader }: OwedProps) {
  const t = useTranslations('receipt')
  const { outstandingMinor, arrearsMinor, next } = arrears
  const day = formatDay(todayOf(reader), reader, 'long')
  const amount = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  return (
    <>
      <Row term={t('left', { day })}>
        {outstandingMinor > 0n ? amount(outstandingMinor) : t('nothing_left')}
      </Row>
      {arrearsMinor > 0n && <Row term={t('overdue')}>{amount(arrearsMinor)}</Row>}
      {next && (
        <Row term={t('next', { day: formatDay(next.dueOn, reader, 'long') })}>
          {amount(next.openMinor)}
        </Row>
      )}
    </>
  )
}
