import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { returnOf, takenOffFor } from '#lib/returns/queries.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { LetterBody } from './letter-body.tsx'

type Props = { params: Promise<{ returnId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('returns'))('letter.title') }
}

export default async function Letter({ params }: Props) {
  const [{ lender, borrower }, { returnId }] = [await requireBorrower(), await params]
  const shown = await returnOf(database(), { borrowerId: borrower.id }, returnId)
  if (!shown) missing()
  const [t, reader] = [await getTranslations('returns'), await readerOf(lender)]
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
