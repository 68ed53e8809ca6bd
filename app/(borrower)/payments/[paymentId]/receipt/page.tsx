import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { Page } from '#components/page.tsx'
import { modelName } from '#components/phone-name.ts'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { imeiTail } from '#lib/domain/imei.ts'
import { isUuid } from '#lib/domain/uuid.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { formatDayAndTime } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

type Props = { params: Promise<{ paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('receipt'))('title') }
}

export default async function Receipt({ params }: Props) {
  const [{ lender, borrower }, { paymentId }] = [await requireBorrower(), await params]
  const payment = isUuid(paymentId) && (await paymentOf(database(), borrower.id, paymentId))
  if (!payment) missing()
  const [t, words, reader] = [
    await getTranslations('receipt'),
    await getTranslations('common'),
    await readerOf(lender),
  ]
  const { paidAt, paidMinor, currency, reference, loanNumber, imei } = payment
  const back = { href: `/payments/${paymentId}`, label: words('back_to_payment') }
  const refundedMinor = BigInt(payment.refundedMinor ?? 0)
  if (!paidAt || !paidMinor) {
    return (
      <Page
        title={t('not_paid_title')}
        lead={t('not_paid')}
        lender={lender}
        signedIn
        reference={reference}
        back={back}
      />
    )
  }
  const shown = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  return (
    <Page title={t('title')} lender={lender} signedIn reference={reference} back={back}>
      <Card>
        <dl className="flex flex-col gap-3">
          <Row term={t('amount')}>
            <Amount
              amountMinor={paidMinor}
              currency={currency}
              locale={reader.locale}
              size="hero"
            />
          </Row>
          {refundedMinor > 0n && <Row term={t('refunded')}>{shown(refundedMinor)}</Row>}
          <Row term={t('date')}>{formatDayAndTime(paidAt, reader)}</Row>
          <Row term={t('reference')}>
            <Digits>{reference}</Digits>
          </Row>
          <Row term={t('lender')}>{lender.name}</Row>
          <Row term={t('statement')}>
            <Digits>{lender.statementDescriptor}</Digits>
          </Row>
          <Row term={t('loan')}>
            <Digits>{loanNumber}</Digits>
          </Row>
          <Row term={t('phone')}>
            <bdi>{modelName(payment)}</bdi>
          </Row>
          {imei && (
            <Row term={t('imei')}>
              <Digits>{imeiTail(imei)}</Digits>
            </Row>
          )}
        </dl>
      </Card>
      <p className="text-small text-soft print:hidden">{t('print')}</p>
    </Page>
  )
}
