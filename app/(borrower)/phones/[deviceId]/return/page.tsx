import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { Page } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { barToHandOver } from '#lib/returns/hand-over-bar.ts'
import { HandOverBarred } from './hand-over-barred.tsx'
import { NoReturn } from './no-return.tsx'
import { QuotedReturn } from './quoted-return.tsx'
import { returnView } from './return-view.ts'

type Props = { params: Promise<{ deviceId: string }>; searchParams: Promise<{ refusal?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('returns'))('title') }
}

export default async function HandBack({ params, searchParams }: Props) {
  const { deviceId } = await params
  const { lender, borrower, phone, reader } = await requirePhone(deviceId)
  const t = await getTranslations('returns')
  const { refusal } = await searchParams
  const view = await returnView(phone, borrower.id, { policy: lender.policy, reader })
  const bar =
    view.kind === 'quote'
      ? await barToHandOver(database(), { loanId: phone.loanId, lender }, reader.now)
      : undefined
  return (
    <Page
      title={t('title')}
      lead={view.kind === 'quote' && t('lead', { phone: isolated(modelName(phone)) })}
      lender={lender}
      signedIn
      reference={(view.kind === 'quote' && view.reference) || phone.loanNumber}
      back={{ href: `/phones/${deviceId}`, label: t('back_to_phone') }}
    >
      {refusal === 'changed' && (
        <Banner tone="wait" title={t('quote.changed_title')}>
          {t('quote.changed')}
        </Banner>
      )}
      {bar && <HandOverBarred bar={bar} reader={reader} />}
      {view.kind === 'quote' ? (
        <QuotedReturn view={view} phone={phone} bar={bar} lender={lender} reader={reader} />
      ) : (
        <NoReturn view={view} lenderName={lender.name} />
      )}
    </Page>
  )
}
