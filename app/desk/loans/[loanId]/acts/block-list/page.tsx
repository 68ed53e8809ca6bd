import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { blockListingsOf } from '#lib/block-lists/queries.ts'
import { database } from '#lib/db/client.ts'
import { todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { moveListing, noteOnList } from './actions.ts'
import { becomings } from './becomings.ts'
import { ListingsAtDesk } from './listings-at-desk.tsx'

type Search = { done?: string; listing?: string }
type Props = { params: Promise<{ loanId: string }>; searchParams: Promise<Search> }

const done = ['noted', ...becomings] as const

export async function generateMetadata() {
  return { title: (await getTranslations('block-lists'))('title') }
}

/** The lists a phone is on: noting one, or, with `listing`, what became of one. */
export default async function PhoneOnLists({ params, searchParams }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender, reader } = viewed
  const t = await getTranslations('block-lists')
  const search = await searchParams
  const { loanId } = loan
  const listings = await blockListingsOf(database(), { lenderId: lender.id, loanId })
  const chosen = listings.find(({ listingId }) => listingId === search.listing)
  const did = done.find((one) => one === search.done)
  const today = todayOf(reader).toString()
  return (
    <LoanActPage {...viewed} title={t('title')} lead={t('lead')}>
      {did && <Banner tone="good" title={t(`done.${did}`)} />}
      <ListingsAtDesk listings={listings} loanId={loanId} reader={reader} />
      {chosen && chosen.state !== 'removed' ? (
        <>
          <h2>{t('move.title', { list: chosen.list })}</h2>
          <ActForm
            key={chosen.listingId}
            action={moveListing}
            hidden={{ loanId, listingId: chosen.listingId }}
            words={await actWords(t('move.confirm'))}
            fields={[
              {
                name: 'what',
                kind: 'choice',
                label: t('move.what'),
                options: becomings.map((value) => ({ value, label: t(`becomes.${value}`) })),
              },
              { name: 'on', kind: 'date', label: t('move.on'), value: today },
              { name: 'proof', kind: 'text', label: t('move.proof'), hint: t('move.proof_hint') },
            ]}
          />
        </>
      ) : (
        <>
          <h2>{t('note.title')}</h2>
          <ActForm
            action={noteOnList}
            hidden={{ loanId }}
            words={await actWords(t('note.confirm'))}
            fields={[
              { name: 'list', kind: 'text', label: t('note.list'), hint: t('note.list_hint') },
              { name: 'listedOn', kind: 'date', label: t('note.on'), value: today },
            ]}
          />
        </>
      )}
    </LoanActPage>
  )
}
