import type { Reader } from '#lib/i18n/format.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { BudgetForm } from './budget-form.tsx'
import type { Draft } from './draft.ts'
import { OptionsForm } from './options-form.tsx'
import type { AskEligibility } from './plan-view.ts'
import { planView } from './plan-view.ts'
import { ReasonsForm } from './reasons-form.tsx'

const steps = ['reasons', 'budget', 'options'] as const
export type Step = (typeof steps)[number]

export function stepOf(text: string | undefined): Step {
  return steps.find((step) => step === text) ?? 'reasons'
}

type Props = {
  step: Step
  phone: Phone
  eligibility: AskEligibility
  draft: Draft
  reader: Reader
  /** What the form before was answered with. */
  said: string | undefined
  /** The plan that runs is to be changed. */
  isChange: boolean
}

export function AskStep({ step, phone, eligibility, draft, reader, said, isChange }: Props) {
  const hidden = (
    <>
      <input type="hidden" name="deviceId" value={phone.deviceId} />
      {isChange && <input type="hidden" name="change" value="1" />}
    </>
  )
  if (step === 'reasons') return <ReasonsForm hidden={hidden} draft={draft} isChange={isChange} />
  if (step === 'budget') {
    const about = { draft, currency: phone.currency, locale: reader.locale }
    return <BudgetForm hidden={hidden} hasFaults={said === 'check'} {...about} />
  }
  const view = planView(eligibility.basis, draft, reader.locale)
  return <OptionsForm hidden={hidden} view={view} draft={draft} reader={reader} said={said} />
}
