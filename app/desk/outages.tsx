import { readerOf } from '#app/reader.ts'
import { ProviderName } from '#components/desk/provider-name.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { outagesOf } from '#lib/holds/outages.ts'
import { formatMoment } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { DeskBreakers } from './breakers.tsx'

export async function Outages({ lender }: { lender: Lender }) {
  const t = await getTranslations('desk-unlocks')
  const reader = await readerOf(lender)
  const stopped = (await outagesOf(database(), lender.id)).filter(({ pausedAt }) => pausedAt)
  return (
    <>
      {stopped.map(({ provider, pausedAt }) => (
        <Banner
          key={provider}
          tone="wait"
          title={t.rich('outage.title', {
            provider: () => <ProviderName provider={provider} />,
            at: pausedAt ? formatMoment(pausedAt, reader) : '',
          })}
        >
          <TextLink href="/desk/unlocks" className="inline-flex min-h-11 items-center">
            {t('outage.see')}
          </TextLink>
        </Banner>
      ))}
      <DeskBreakers lenderId={lender.id} reader={reader} />
    </>
  )
}
