import { requireReturn } from '#app/(borrower)/returns/[returnId]/own-return.ts'
import { Page } from '#components/page/page.tsx'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { takenOffFor } from '#lib/returns/queries.ts'
import { LetterBody } from './letter-body.tsx'

type Props = { params: Promise<{ returnId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('returns'))('letter.title') }
}

export default async function Letter({ params }: Props) {
  const { returnId } = await params
  const { lender, shown, reader } = await requireReturn(returnId)
  const t = await getTranslations('returns')
  const { settledAt, owedAfterMinor } = shown
  const settled =
    settledAt && owedAfterMinor !== null
      ? { settledAt, owedAfterMinor, takenOffMinor: await takenOffFor(database(), returnId) }
      : undefined
  return (
    <Page
      title={t('letter.title')}
      lead={settled ? undefined : t('letter.not_yet')}
      lender={lender}
      signedIn
      reference={shown.reference}
      back={{ href: `/returns/${returnId}`, label: t('label.back') }}
    >
      {settled && (
        <>
          <LetterBody shown={shown} settled={settled} lender={lender} reader={reader} />
          <p className="text-small text-soft print:hidden">{t('label.print')}</p>
        </>
      )}
    </Page>
  )
}
