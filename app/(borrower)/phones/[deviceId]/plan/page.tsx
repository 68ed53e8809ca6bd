import { redirect } from 'next/navigation'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { formTitle } from '#app/form-faults.ts'
import { Page } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { database } from '#lib/db/client.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { openPlanId } from '#lib/plans/plans-due.ts'
import { AskStep, type Step, stepOf } from './ask-step.tsx'
import { readDraft } from './draft.ts'
import { NotNow } from './no-plan-now.tsx'
import { askEligibility } from './plan-view.ts'

type Props = {
  params: Promise<{ deviceId: string }>
  searchParams: Promise<{ step?: string; said?: string; change?: string }>
}

export async function generateMetadata({ searchParams }: Props) {
  const hasFaults = (await searchParams).said === 'check'
  return { title: await formTitle((await getTranslations('plans'))('ask.title'), hasFaults) }
}

const stepBefore: Record<Step, Step | undefined> = {
  reasons: undefined,
  budget: 'reasons',
  options: 'budget',
}

export default async function AskForPlan({ params, searchParams }: Props) {
  const { deviceId } = await params
  const { lender, phone, reader } = await requirePhone(deviceId)
  const t = await getTranslations('plans')
  const asked = await searchParams
  const openId = await openPlanId(database(), phone.loanId)
  const eligibility = await askEligibility(phone, reader.now)
  const seeId = openId ?? (asked.change ? undefined : eligibility.history.activeId)
  if (seeId) redirect(`/plans/${seeId}`)
  const step = stepOf(asked.step)
  const before = stepBefore[step]
  const change = asked.change ? '&change=1' : ''
  const isBarred = eligibility.bars.length > 0
  return (
    <Page
      title={t(isBarred ? 'not_now.title' : `ask.${step}`)}
      lead={
        isBarred
          ? undefined
          : t('ask.lead', { phone: isolated(modelName(phone)), step: stepNumber(step) })
      }
      lender={lender}
      signedIn
      typed={step === 'budget' && !isBarred ? 'budget' : undefined}
      reference={phone.loanNumber}
      back={
        before && !isBarred
          ? { href: `/phones/${deviceId}/plan?step=${before}${change}`, label: t('ask.back') }
          : {
              href: `/phones/${deviceId}/trouble`,
              label: (await getTranslations('trouble'))('title'),
            }
      }
    >
      {isBarred ? (
        <NotNow deviceId={deviceId} refusals={eligibility.bars} policy={lender.policy} />
      ) : (
        <AskStep
          step={step}
          draft={await readDraft()}
          said={asked.said}
          isChange={asked.change === '1'}
          phone={phone}
          eligibility={eligibility}
          reader={reader}
        />
      )}
    </Page>
  )
}

function stepNumber(step: Step): number {
  return Object.keys(stepBefore).indexOf(step) + 1
}
