'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { faultAddress } from '#app/form-faults.ts'
import { oneOf, seenNumber, text, typedText } from '#app/form-values.ts'
import { transaction } from '#lib/db/transaction.ts'
import { type BudgetName, budgetNames, mostNoteLength, planReasons } from '#lib/domain/plan/ask.ts'
import { askAndHold } from '#lib/workflows/plans/ask-and-hold.ts'
import { forgetDraft, keepDraft, readDraft } from './draft.ts'
import { askEligibility, chosenPlan, planView, readBudget } from './plan-view.ts'

/** What every step says of itself; `change`: the plan that runs is to be changed. */
const stepForm = z.object({ deviceId: z.string().catch(''), change: oneOf(['1']) })

const reasonsForm = stepForm.extend({
  intent: oneOf(['unsaid']),
  reason: z.array(z.string()).catch([]),
  note: text(mostNoteLength),
})

export async function keepReasons(form: FormData): Promise<never> {
  const values = { ...Object.fromEntries(form), reason: form.getAll('reason') }
  const { intent, reason, note, ...step } = reasonsForm.parse(values)
  const { phone, draft, goTo } = await begin(step)
  const ticked = intent === 'unsaid' ? [] : reason
  const reasons = planReasons.filter((name) => ticked.includes(name))
  await keepDraft(phone.deviceId, { ...draft, reasons, note })
  return goTo('budget')
}

const lines = budgetNames.map((name) => [name, typedText(40)] as const)
const budgetForm = stepForm.extend({
  intent: oneOf(['skip']),
  ...(Object.fromEntries(lines) as Record<BudgetName, (typeof lines)[number][1]>),
})

export async function keepBudget(form: FormData): Promise<never> {
  const { deviceId, change, intent, ...typed } = budgetForm.parse(Object.fromEntries(form))
  const { phone, draft, reader, goTo } = await begin({ deviceId, change })
  const budget = intent === 'skip' ? {} : typed
  await keepDraft(phone.deviceId, { ...draft, budget })
  const { faults } = readBudget(budget, phone.currency, reader.locale)
  return faults.length > 0 ? goTo('budget', 'check') : goTo('options')
}

const optionsForm = stepForm.extend({
  intent: oneOf(['ask', 'preview']),
  kind: text(40),
  monthly: text(40),
  /** What an installment is in the schedule of one's own that the page was showing. */
  shown: seenNumber,
  seenOutstandingMinor: seenNumber,
})

export async function askFor(form: FormData): Promise<never> {
  const wish = optionsForm.parse(Object.fromEntries(form))
  const { phone, draft: before, borrowerId, reader, goTo } = await begin(wish)
  const { kind, monthly, seenOutstandingMinor } = wish
  const draft = { ...before, kind, monthly }
  await keepDraft(phone.deviceId, draft)
  const now = Temporal.Now.instant()
  const { basis } = await askEligibility(phone, now)
  const view = planView(basis, draft, reader.locale)
  const plan = chosenPlan(view, draft)
  if (!plan) return goTo('options', 'check')
  // A typed amount is asked for only after the page has shown its whole schedule.
  const isShown = kind !== 'own_amount' || wish.shown === plan.eachMinor
  if (!isShown || wish.intent === 'preview') return goTo('options', 'shown')
  if (seenOutstandingMinor === undefined) return goTo('options', 'changed')
  const asked = await transaction((tx) =>
    askAndHold(tx, {
      loanId: phone.loanId,
      actor: `borrower:${borrowerId}`,
      terms: plan.terms,
      seenOutstandingMinor,
      reasons: draft.reasons,
      note: draft.note || null,
      budget: view.budget ?? null,
      now,
    }),
  )
  if ('refusal' in asked && asked.refusal === 'changed_since') return goTo('options', 'changed')
  await forgetDraft(phone.deviceId)
  const page = `/plans/${asked.planId}`
  redirect('refusal' in asked ? await faultAddress(`${page}?said=asked_before`) : page)
}

async function begin({ deviceId, change }: z.infer<typeof stepForm>) {
  const { borrower, phone, reader } = await requirePhone(deviceId)
  const goTo = async (step: 'budget' | 'options', said?: string): Promise<never> => {
    const search = new URLSearchParams({ step })
    if (said) search.set('said', said)
    if (change) search.set('change', change)
    const page = `/phones/${phone.deviceId}/plan?${search}`
    redirect(said ? await faultAddress(page) : page)
  }
  return { phone, draft: await readDraft(), borrowerId: borrower.id, reader, goTo }
}
