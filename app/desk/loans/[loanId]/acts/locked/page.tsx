import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { knownByField } from '#app/desk/acts/read-seen.ts'
import { isSentForm } from '#app/desk/acts/sent-form.ts'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { waysToKnow } from '#lib/domain/lock/by-hand.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { lockableByHand, type NotLockable } from '#lib/workflows/unlocks/locked-by-hand.ts'
import { sayLocked } from './actions.ts'
import { barWords } from './bar-words.ts'

// Here nobody's word counts, or there is nothing to say one about.
const ofNoWord: NotLockable['refusal'][] = ['by_service', 'no_phone']

type Props = { params: Promise<{ loanId: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-unlocks'))('locked.title') }
}

export default async function LockedAgain({ params, searchParams }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, reader } = viewed
  const t = await getTranslations('desk-unlocks')
  const { done } = await searchParams
  const balance = await readLoan(database(), loan.loanId)
  const lockable = await lockableByHand(database(), balance, reader.now)
  const isByWord = !('refusal' in lockable) || !ofNoWord.includes(lockable.refusal)
  const isSent = await isSentForm()
  return (
    <LoanActPage {...viewed} title={t('locked.title')} lead={isByWord && t('locked.lead')}>
      {done && <Banner tone="good" title={t('locked.done')} />}
      {(isSent || !('refusal' in lockable)) && (
        <ActForm
          action={sayLocked}
          hidden={{ loanId: loan.loanId }}
          words={await actWords(t('locked.confirm'))}
          fields={[
            await knownByField(waysToKnow),
            {
              name: 'day',
              kind: 'date',
              label: t('opened.day'),
              value: todayOf(reader).toString(),
            },
            { name: 'time', kind: 'time', label: t('opened.time'), hint: t('locked.time_hint') },
            { name: 'note', kind: 'area', label: t('opened.note'), hint: t('locked.note_hint') },
          ]}
        />
      )}
      {'refusal' in lockable && !done && <WhyNot why={lockable} reader={reader} />}
    </LoanActPage>
  )
}

async function WhyNot({ why, reader }: { why: NotLockable; reader: Reader }) {
  const t = await getTranslations('desk-unlocks')
  if (why.refusal !== 'forbidden')
    return <Banner tone="plain" title={t(`locked.refusal.${why.refusal}`)} />
  return (
    <Banner tone="wait" title={t('locked.refusal.forbidden')}>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {(await barWords(why, reader)).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p>{t('locked.open_it')}</p>
    </Banner>
  )
}
