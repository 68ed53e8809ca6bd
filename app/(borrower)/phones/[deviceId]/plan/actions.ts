'use server'

import { redirect } from 'next/navigation'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/phone.ts'
import { textOf, wholeNumberIn } from '#app/form-values.ts'
import { transaction } from '#lib/db/transaction.ts'
import { budgetNames, mostNoteLength, planReasons } from '#lib/domain/plan/ask.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { askAndHold } from '#lib/workflows/plans/ask-for-plan.ts'
import { type Draft, forgetDraft, keepDraft, readDraft } from './draft.ts'
import { askStanding, chosenPlan, planView, readBudget } from './plan-view.ts'

export async function keepReasons(form: FormData): Promise<never> {
  const { phone, draft } = await begin(form)
  const ticked = form.get('intent') === 'unsaid' ? [] : form.getAll('reason')
  const reasons = planReasons.filter((name) => ticked.includes(name))
  const note = textOf(form, 'note').trim().slice(0, mostNoteLength)
  await keepDraft(phone.deviceId, { ...draft, reasons, note })
  redirect(stepPath(phone, form, 'budget'))
}

export async function keepBudget(form: FormData): Promise<never> {
  const { phone, draft } = await begin(form)
  const isSkipped = form.get('intent') === 'skip'
  const typed = budgetNames.map((name) => [name, textOf(form, name).slice(0, 40)])
  const budget: Draft['budget'] = isSkipped ? {} : Object.fromEntries(typed)
  await keepDraft(phone.deviceId, { ...draft, budget })
  const { faults } = readBudget(budget, phone.currency)
  redirect(
    faults.length > 0 ? stepPath(phone, form, 'budget', 'check') : stepPath(phone, form, 'options'),
  )
}

export async function askFor(form: FormData): Promise<never> {
  const { phone, draft: before, borrowerId } = await begin(form)
  const kind = textOf(form, 'kind').trim().slice(0, 40)
  const monthly = textOf(form, 'monthly').trim().slice(0, 40)
  const draft = { ...before, kind, monthly }
  await keepDraft(phone.deviceId, draft)
  const now = Temporal.Now.instant()
  const { ground } = await askStanding(phone, now)
  const view = planView(ground, draft)
  const plan = chosenPlan(view, draft)
  const again = (why: string) => redirect(stepPath(phone, form, 'options', why))
  if (!plan) return again('check')
  // A typed amount is asked for only after the page has shown its whole schedule.
  const isShown = kind !== 'own_amount' || form.get('shown') === String(plan.eachMinor)
  if (!isShown || form.get('intent') === 'preview') return again('shown')
  const asked = await transaction((tx) =>
    askAndHold(tx, {
      loanId: phone.loanId,
      actor: `borrower:${borrowerId}`,
      terms: plan.terms,
      seenOutstandingMinor: seenMinor(form),
      reasons: draft.reasons,
      note: draft.note || null,
      budget: view.budget ?? null,
      now,
    }),
  )
  if ('refusal' in asked && asked.refusal === 'changed_since') return again('changed')
  await forgetDraft(phone.deviceId)
  redirect(`/plans/${asked.planId}`)
}

async function begin(form: FormData): Promise<{ phone: Phone; draft: Draft; borrowerId: string }> {
  const { borrower, phone } = await requirePhone(textOf(form, 'deviceId').trim())
  return { phone, draft: await readDraft(), borrowerId: borrower.id }
}

function seenMinor(form: FormData): bigint {
  return wholeNumberIn(textOf(form, 'seenOutstandingMinor').trim()) ?? -1n
}

function stepPath(phone: Phone, form: FormData, step: string, said?: string): string {
  const search = new URLSearchParams({ step })
  if (said) search.set('said', said)
  if (form.get('change') === '1') search.set('change', '1')
  return `/phones/${phone.deviceId}/plan?${search}`
}
