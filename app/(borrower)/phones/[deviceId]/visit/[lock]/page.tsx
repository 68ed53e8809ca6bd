import { requirePack } from '#app/(borrower)/phones/[deviceId]/visit/own-pack.ts'
import { missing } from '#app/missing.ts'
import { FittingEntries } from '#components/directory/fitting-entries.tsx'
import { Page } from '#components/page/page.tsx'
import { Card } from '#components/ui/card.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { isLetterLock, isVisitLock, letterTo } from '#lib/domain/lock/visit-locks.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { PackSheet } from './pack-sheet.tsx'

type Props = { params: Promise<{ deviceId: string; lock: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('visit'))('title') }
}

/** On paper the sheet alone, on one side of A4. */
export default async function VisitPack({ params }: Props) {
  const { deviceId, lock } = await params
  if (!isVisitLock(lock)) missing()
  const pack = await requirePack(deviceId)
  const { lender, phone, reader, reference } = pack
  const t = await getTranslations('visit')
  const { brand } = phone
  return (
    <Page
      title={t('ready')}
      lead={t('print')}
      lender={lender}
      signedIn
      back={{ href: `/phones/${deviceId}/visit`, label: t('other') }}
      rail={
        <>
          <Rows>
            {isLetterLock(lock) && (
              <RowLink
                href={`/phones/${deviceId}/visit/${lock}/letter`}
                icon="mail"
                title={t('letter.lead_in', { maker: isolated(letterTo(lock, brand)) })}
              >
                {t('letter.lead_in_note')}
              </RowLink>
            )}
            {!reference && (
              <RowLink href={`/phones/${deviceId}/dispute`} icon="message" title={t('open_case')}>
                {t('open_case_note')}
              </RowLink>
            )}
          </Rows>
          <FittingEntries lender={lender} screen={lock} brand={brand} reader={reader} />
        </>
      }
    >
      <Card className="sheet">
        <PackSheet pack={pack} lock={lock} />
      </Card>
    </Page>
  )
}
