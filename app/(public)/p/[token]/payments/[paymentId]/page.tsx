import { progressOf, timelineFacts } from '#app/payment/payment-facts.ts'
import { PaymentPage } from '#components/payment/payment-page.tsx'
import { timelineOf } from '#lib/domain/timeline/timeline.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { requireLinkPayment } from './link-payment.ts'

type Props = { params: Promise<{ token: string; paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('history'))('one') }
}

export default async function LinkPayment({ params }: Props) {
  const { token, paymentId } = await params
  const { lender, payment, reader } = await requireLinkPayment(token, paymentId)
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
        showsVoucher: true,
        receipt: `${path}/payments/${paymentId}/receipt`,
        back: { href: path, label: t('again') },
      }}
    />
  )
}
