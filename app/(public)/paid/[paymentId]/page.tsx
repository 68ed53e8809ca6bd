import { requireLender } from '#app/current-lender.ts'
import { missing } from '#app/missing.ts'
import { timelineFacts } from '#app/payment/payment-facts.ts'
import { readerOf } from '#app/reader.ts'
import { PaymentPage } from '#components/payment/payment-page.tsx'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { timelineOf } from '#lib/domain/timeline/timeline.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { paymentById } from '#lib/payments/queries.ts'
import { BareStatus } from './bare-status.tsx'

type Props = { params: Promise<{ paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('history'))('one') }
}

/** The way back from Stripe when the session has ended, or the link was replaced, meanwhile: the status alone. */
export default async function Paid({ params }: Props) {
  const lender = await requireLender()
  const { paymentId } = await params
  const payment = isUuid(paymentId) && (await paymentById(database(), lender.id, paymentId))
  if (!payment) missing()
  const reader = await readerOf(lender)
  const told = timelineOf(timelineFacts(payment, reader.now))
  if (payment.payLinkId && !payment.linkCode)
    return <BareStatus lender={lender} payment={payment} told={told} reader={reader} />
  return (
    <PaymentPage
      lender={lender}
      payment={payment}
      told={told}
      reader={reader}
      links={{ pay: '/phones', showsVoucher: payment.payLinkId === null }}
    />
  )
}
