import { requireLinkPayment } from '#app/(public)/p/[token]/payments/[paymentId]/link-payment.ts'
import { ReceiptPage } from '#components/payment/receipt-page.tsx'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { statementNameFor } from '#lib/payments/name-on-statement.ts'

type Props = { params: Promise<{ token: string; paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('receipt'))('title') }
}

/** For whoever paid through a link: what they paid, and nothing of the loan. */
export default async function LinkReceipt({ params }: Props) {
  const { token, paymentId } = await params
  const { lender, payment, reader } = await requireLinkPayment(token, paymentId)
  return (
    <ReceiptPage
      lender={lender}
      payment={payment}
      statementName={await statementNameFor(database(), lender, payment.method)}
      reader={reader}
      backHref={`/p/${encodeURIComponent(token)}/payments/${paymentId}`}
      isHelper
    />
  )
}
