import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { PaymentList } from '#components/payment/payment-list.tsx'
import { Card } from '#components/ui/card.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { paymentsOf } from '#lib/payments/queries.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('history'))('title') }
}

export default async function Payments() {
  const { lender, borrower } = await requireBorrower()
  const t = await getTranslations('history')
  const words = await getTranslations('common')
  const reader = await readerOf(lender)
  return (
    <Page
      title={t('title')}
      lender={lender}
      signedIn
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      <Card>
        <PaymentList payments={await paymentsOf(database(), borrower.id)} reader={reader} />
      </Card>
    </Page>
  )
}
