import { requirePayment } from '#app/(borrower)/payments/[paymentId]/own-payment.ts'
import { missing } from '#app/missing.ts'
import { ReceiptPage } from '#components/payment/receipt-page.tsx'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { statementNameFor } from '#lib/payments/name-on-statement.ts'

type Props = { params: Promise<{ paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('receipt'))('title') }
}

export default async function Receipt({ params }: Props) {
  const { paymentId } = await params
  const { lender, borrower, payment, reader } = await requirePayment(paymentId)
  const phone = await phoneOf(database(), borrower.id, payment.deviceId)
  if (!phone) missing()
  return (
    <ReceiptPage
      lender={lender}
      signedIn
      payment={payment}
      statementName={await statementNameFor(database(), lender, payment.method)}
      reader={reader}
      arrears={phoneStatus(phone, reader).arrears}
      backHref={`/payments/${paymentId}`}
    />
  )
}
