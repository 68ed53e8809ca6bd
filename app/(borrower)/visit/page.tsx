import { redirect } from 'next/navigation'
import { Page } from '#components/page/page.tsx'
import { modelName, phoneName } from '#components/phone/phone-name.ts'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phonesOf } from '#lib/loans/queries.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('visit'))('title') }
}

/** From pages that do not know which phone is meant. */
export default async function VisitWhich() {
  const { lender, borrower } = await requireBorrower()
  const phones = await phonesOf(database(), borrower.id)
  const [first, second] = phones
  if (first && !second) redirect(`/phones/${first.deviceId}/visit`)
  const t = await getTranslations('visit')
  const words = await getTranslations('common')
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      lender={lender}
      signedIn
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      <Rows title={t('which_phone')}>
        {phones.map((phone) => (
          <RowLink
            key={phone.deviceId}
            href={`/phones/${phone.deviceId}/visit`}
            icon="phone"
            title={phoneName(phone)}
          >
            {modelName(phone)}
          </RowLink>
        ))}
      </Rows>
    </Page>
  )
}
