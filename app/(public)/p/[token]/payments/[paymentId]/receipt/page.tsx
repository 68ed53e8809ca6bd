import { requireLender } from '#app/current-lender.ts'
import { missing } from '#app/missing.ts'
import { payLinkOf } from '#app/pay-link.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { ReceiptFacts } from '#components/payment/receipt-facts.tsx'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { statementNameFor } from '#lib/payments/name-on-statement.ts'
import { paymentOfLink } from '#lib/payments/queries.ts'

type Props = { params: Promise<{ token: string; paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('receipt'))('title') }
}

/** For whoever paid through a link: what they paid, and nothing of the loan. */
export default async function LinkReceipt({ params }: Props) {
  const lender = await requireLender()
  const { token, paymentId } = await params
  const link = await payLinkOf(token)
  const payment = link && isUuid(paymentId) && (await paymentOfLink(database(), link.id, paymentId))
  if (!payment) missing()
  const t = await getTranslations('receipt')
  const words = await getTranslations('common')
  const reader = await readerOf(lender)
  const { paidAt, paidMinor: amountMinor, reference } = payment
  const paid = paidAt && amountMinor ? { paidAt, amountMinor } : undefined
  const statementName = await statementNameFor(database(), lender, payment.method)
  return (
    <Page
      title={t(paid ? 'title' : 'not_paid_title')}
      lead={paid ? undefined : t('not_paid')}
      lender={lender}
      reference={reference}
      back={{
        href: `/p/${encodeURIComponent(token)}/payments/${paymentId}`,
        label: words('back_to_payment'),
      }}
    >
      {paid && (
        <>
          <ReceiptFacts
            payment={payment}
            paid={paid}
            lender={lender}
            statementName={statementName}
            reader={reader}
            isHelper
          />
          <p className="text-small text-soft print:hidden">{t('print')}</p>
        </>
      )}
    </Page>
  )
}
