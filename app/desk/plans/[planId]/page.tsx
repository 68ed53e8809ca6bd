import { isSentForm } from '#app/desk/acts/sent-form.ts'
import { DeskPage } from '#app/desk/desk-page.tsx'
import { formTitle } from '#app/form-faults.ts'
import { Digits } from '#components/digits.tsx'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { plansOfLoan } from '#lib/plans/queries.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { staffNames } from '#lib/staff/queries.ts'
import { AskedPlan } from './asked-plan.tsx'
import { Counter, readTyped } from './counter.tsx'
import type { CounterTyped } from './counter-terms.ts'
import { Decided } from './decided.tsx'
import { DecisionForms } from './decision-forms.tsx'
import { requireDeskPlan } from './desk-plan.ts'
import { PlanFacts } from './plan-facts.tsx'
import { WhyAsked } from './why-asked.tsx'

type Props = {
  params: Promise<{ planId: string }>
  searchParams: Promise<CounterTyped & { form?: string }>
}

export async function generateMetadata({ params, searchParams }: Props) {
  const shown = await requireDeskPlan((await params).planId)
  const { errors } = await readTyped(shown, await searchParams)
  return { title: await formTitle((await getTranslations('desk-plans'))('title'), errors.length) }
}

export default async function PlanAtDesk({ params, searchParams }: Props) {
  const { planId } = await params
  const shown = await requireDeskPlan(planId)
  const { plan, lender, staff, reader } = shown
  const detail = { loanNumber: plan.loanNumber }
  const viewed = { subject: 'plan', subjectId: plan.id, detail } as const
  await auditView(database(), shown, viewed)
  const t = await getTranslations('desk-plans')
  const others = await plansOfLoan(database(), plan.loanId)
  const names = await staffNames(database(), lender.id)
  const typed = await searchParams
  const isAsked = plan.state === 'asked'
  // Who was slower keeps what they typed.
  const isOpen = isAsked || (typed.form !== undefined && (await isSentForm()))
  return (
    <DeskPage
      title={t(`state.${plan.state}`)}
      lead={<Digits>{plan.reference}</Digits>}
      staff={staff}
      lender={lender}
      back={{ href: '/desk', label: t('back') }}
    >
      {!isAsked && <Decided plan={plan} names={names} reader={reader} />}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <PlanFacts shown={shown} others={others} />
        <WhyAsked shown={shown} />
      </div>
      <AskedPlan shown={shown} />
      {isOpen && (
        <>
          <DecisionForms shown={shown} />
          <Counter shown={shown} typed={typed} />
        </>
      )}
    </DeskPage>
  )
}
