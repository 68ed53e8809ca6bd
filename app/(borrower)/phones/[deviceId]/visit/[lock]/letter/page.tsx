import { requirePack } from '#app/(borrower)/phones/[deviceId]/visit/own-pack.ts'
import { missing } from '#app/missing.ts'
import { FittingEntries } from '#components/directory/fitting-entries.tsx'
import { Page } from '#components/page/page.tsx'
import { Card } from '#components/ui/card.tsx'
import { isLetterLock, letterTo } from '#lib/domain/lock/visit-locks.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { letterText } from './letter-text.ts'

type Props = { params: Promise<{ deviceId: string; lock: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('visit'))('letter.title') }
}

/** A letter to the maker's support: text that is copied whole, or printed. */
export default async function VisitLetter({ params }: Props) {
  const { deviceId, lock } = await params
  if (!isLetterLock(lock)) missing()
  const pack = await requirePack(deviceId)
  const { lender, phone, reader } = pack
  const t = await getTranslations('visit')
  const maker = letterTo(lock, phone.brand)
  return (
    <Page
      title={t('letter.lead_in', { maker: isolated(maker) })}
      lead={t('letter.lead')}
      lender={lender}
      signedIn
      back={{ href: `/phones/${deviceId}/visit/${lock}`, label: t('letter.back') }}
      rail={<FittingEntries lender={lender} screen={lock} brand={phone.brand} reader={reader} />}
    >
      <Card className="sheet">
        <p className="[unicode-bidi:plaintext] whitespace-pre-line wrap-anywhere select-all">
          {await letterText(pack, lock)}
        </p>
      </Card>
    </Page>
  )
}
