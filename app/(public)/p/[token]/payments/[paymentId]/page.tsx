import { requireLender } from '#app/current-lender.ts'
import { missing } from '#app/missing.ts'
import { payLinkOf } from '#app/pay-link.ts'
import { progressOf, timelineFacts } from '#app/payment-facts.ts'
import { readerOf } from '#app/reader.ts'
import { PaymentPage } from '#components/payment/payment-page.tsx'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { timelineOf } from '#lib/domain/timeline/timeline.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { paymentOfLink } from '#lib/payments/queries.ts'

type Props = { params: Promise<{ token: string; paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('history'))('one') }
}

export default async function LinkPayment({ params }: Props) {
  const lender = await requireLender()
  const { token, paymentId } = await params
  const link = await payLinkOf(token)
  const payment = link && isUuid(paymentId) && (await paymentOfLink(database(), link.id, paymentId))
  if (!payment) missing()
  const reader = await readerOf(lender)
  const t = await getTranslations('link')
  const path = `/p/${encodeURIComponent(token)}`
  return (
    <PaymentPage
      lender={lender}
      payment={payment}
      told={timelineOf(timelineFacts(payment, reader.now))}
      reader={reader}
      live={{
        statusUrl: `/api/payments/${paymentId}?link=${encodeURIComponent(token)}`,
        version: progressOf(payment, reader.now).version,
      }}
      links={{
        pay: path,
        voucher: payment.checkoutUrl,
        receipt: `${path}/payments/${paymentId}/receipt`,
        back: { href: path, label: t('again') },
      }}
    />
  )
}
