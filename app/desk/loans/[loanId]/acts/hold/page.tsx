import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { ActPage } from '#app/desk/loans/[loanId]/acts/act-page.tsx'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { database } from '#lib/db/client.ts'
import { longestHold, staffHoldReasons } from '#lib/domain/hold.ts'
import { activeHolds } from '#lib/holds/queries.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { holdFor } from './actions.ts'
import { HoldsInForce } from './holds-in-force.tsx'

type Props = { params: Promise<{ loanId: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('hold.title') }
}

export default async function HoldPhone({ params, searchParams }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender, reader } = viewed
  const [t, { done }] = [await getTranslations('desk-acts'), await searchParams]
  const holds = await activeHolds(database(), loan.loanId, reader.now)
  const options = staffHoldReasons.map((value) => ({
    value,
    label: t(`hold.reason.${value}`),
    hint: t('most_days', { most: longestHold(lender.policy, value) }),
  }))
  return (
    <ActPage {...viewed} title={t('hold.title')} lead={t('hold.lead')}>
      <HoldsInForce holds={holds} loanId={loan.loanId} reader={reader} done={done} />
      <ActForm
        action={holdFor}
        hidden={{ loanId: loan.loanId }}
        words={await actWords(t('hold.confirm'))}
        fields={[
          { name: 'why', kind: 'choice', label: t('hold.reason.label'), options },
          { name: 'lastDay', kind: 'date', label: t('hold.last_day') },
          { name: 'note', kind: 'area', label: t('note'), hint: t('reason_hint') },
        ]}
      />
    </ActPage>
  )
}
