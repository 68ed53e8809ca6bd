'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type ActState, typedIn } from '#app/desk/acts/act-state.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { withFaults } from '#app/form-faults.ts'
import { text, version } from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { DecisionRefusal, Stale } from '#lib/plans/offer-or-refuse.ts'
import { staffNames } from '#lib/staff/queries.ts'
import { decidePlan } from '#lib/workflows/plans/decide-plan.ts'
import { readCounter } from './counter-terms.ts'
import { type DeskPlan, requireDeskPlan } from './desk-plan.ts'
import { limitWords } from './limit-words.ts'

const planForm = z.object({ planId: z.string(), version })
// Each of the three forms of the page has words of its own, under a name of its own.
const noteForm = z.object({ note: text(600) })
const remarkForm = z.object({ remark: text(600) })
const reasonForm = z.object({ reason: z.string().min(1) })

export async function offerAsAsked(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { note } = noteForm.parse(typed)
  return decide(typed, { verdict: 'offer', terms: 'as_asked', note })
}

export async function offerOther(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { shown } = await planIn(typed)
  const { terms } = readCounter(typed, shown.plan.currency, shown.reader.locale)
  const { remark: note } = remarkForm.parse(typed)
  if (terms) return decide(typed, { verdict: 'offer', terms, note })
  const t = await getTranslations('desk-plans')
  return { typed, faults: {}, notice: { tone: 'bad', title: t('counter.impossible') } }
}

export async function refuse(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  await planIn(typed)
  const t = await getTranslations('desk-plans')
  const { asked, faults } = readTyped(typed, reasonForm, { reason: t('refuse.no_note') })
  if (!asked) return withFaults({ typed, faults })
  return decide(typed, { verdict: 'refuse', note: asked.reason })
}

type Typed = Record<string, string>

type Verdict = { note: string } & (
  | { verdict: 'offer'; terms: PlanTerms | 'as_asked' }
  | { verdict: 'refuse' }
)

async function planIn(typed: Typed): Promise<{ shown: DeskPlan; seenVersion: number }> {
  const { planId, version: seenVersion } = requireForm(typed, planForm)
  return { shown: await requireDeskPlan(planId), seenVersion }
}

async function decide(typed: Typed, { note, ...verdict }: Verdict): Promise<ActState> {
  const { shown, seenVersion } = await planIn(typed)
  const { lender, staff, plan } = shown
  const decision = {
    lenderId: lender.id,
    planId: plan.id,
    seenVersion,
    actor: `staff:${staff.id}`,
    note: note || null,
    now: Temporal.Now.instant(),
  }
  const decided = await transaction((tx) => decidePlan(tx, { ...decision, ...verdict }))
  if (decided && 'refusal' in decided) return refused(typed, shown, decided)
  redirect(`/desk/plans/${plan.id}`)
}

async function refused(typed: Typed, shown: DeskPlan, why: DecisionRefusal): Promise<ActState> {
  const t = await getTranslations('desk-plans')
  if (why.refusal === 'stale') {
    const title = t('stale.title')
    return { typed, faults: {}, notice: { tone: 'wait', title, text: await staleText(shown, why) } }
  }
  const text = (await limitWords(why.because, shown.basis)).join(' ')
  return { typed, faults: {}, notice: { tone: 'bad', title: t('counter.impossible'), text } }
}

async function staleText({ lender }: DeskPlan, { decidedBy, state }: Stale): Promise<string> {
  const t = await getTranslations('desk-plans')
  const names = await staffNames(database(), lender.id)
  const name = decidedBy ? names.get(decidedBy) : undefined
  const outcome = t(`state.${state}`)
  return name ? t('stale.by', { name, outcome }) : t('stale.otherwise', { outcome })
}
