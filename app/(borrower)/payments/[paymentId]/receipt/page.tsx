import { requirePayment } from '#app/(borrower)/payments/[paymentId]/payment.ts'
import { Page } from '#components/page/page.tsx'
import { ReceiptFacts } from '#components/payment/receipt-facts.tsx'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { statementNameFor } from '#lib/payments/name-on-statement.ts'

type Props = { params: Promise<{ paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('receipt'))('title') }
}

export default async function Receipt({ params }: Props) {
  const { paymentId } = await params
  const { lender, payment, reader } = await requirePayment(paymentId)
  const t = await getTranslations('receipt')
  const words = await getTranslations('common')
  const { paidAt, paidMinor: amountMinor, reference } = payment
  const paid = paidAt && amountMinor ? { paidAt, amountMinor } : undefined
  const statementName = await statementNameFor(database(), lender, payment.method)
  return (
    <Page
      title={t(paid ? 'title' : 'not_paid_title')}
      lead={paid ? undefined : t('not_paid')}
      lender={lender}
      signedIn
      reference={reference}
      back={{ href: `/payments/${paymentId}`, label: words('back_to_payment') }}
    >
      {paid && (
        <>
          <ReceiptFacts
            payment={payment}
            paid={paid}
            lender={lender}
            statementName={statementName}
            reader={reader}
          />
          <p className="text-small text-soft print:hidden">{t('print')}</p>
        </>
      )}
    </Page>
  )
}
