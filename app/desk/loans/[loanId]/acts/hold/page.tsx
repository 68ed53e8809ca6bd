import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { isSentForm } from '#app/desk/acts/sent-form.ts'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { staffHoldReasons } from '#lib/domain/lock/hold.ts'
import { activeHolds } from '#lib/holds/queries.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { staffHoldLimit } from '#lib/workflows/holds/staff-hold.ts'
import { holdFor } from './actions.ts'
import { HoldsInForce } from './holds-in-force.tsx'

type Props = { params: Promise<{ loanId: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('hold.title') }
}

export default async function HoldPhone({ params, searchParams }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender, reader } = viewed
  const t = await getTranslations('desk-acts')
  const { done } = await searchParams
  const desk = await getTranslations('desk')
  const holds = await activeHolds(database(), loan.loanId, reader.now)
  const options = await Promise.all(
    staffHoldReasons.map(async (reason) => {
      const wish = { loanId: loan.loanId, reason, now: reader.now }
      const { since, lastDay, longestDays: most } = await staffHoldLimit(database(), lender, wish)
      const [from, day] = [since && formatDay(since, reader), formatDay(lastDay, reader)]
      const hint = from ? t('hold.most_since', { since: from, day }) : t('most_days', { most })
      return { value: reason, label: desk(`hold.${reason}`), hint }
    }),
  )
  return (
    <LoanActPage {...viewed} title={t('hold.title')} lead={t('hold.lead')}>
      <HoldsInForce holds={holds} loanId={loan.loanId} reader={reader} done={done} />
      {loan.lockState === 'released' && !(await isSentForm()) ? (
        <Banner tone="plain" title={t('unlock.refusal.released')} />
      ) : (
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
      )}
    </LoanActPage>
  )
}
