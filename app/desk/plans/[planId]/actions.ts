'use server'

import { redirect } from 'next/navigation'
import { type ActState, typedIn } from '#app/desk/acts/act-state.ts'
import { withFaults } from '#app/form-faults.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { DecisionRefusal, Stale } from '#lib/plans/decide-plan.ts'
import { staffNames } from '#lib/staff/queries.ts'
import { decidePlan } from '#lib/workflows/plans/decide-plan.ts'
import { readCounter } from './counter-terms.ts'
import { type DeskPlan, requireDeskPlan } from './desk-plan.ts'
import { limitWords } from './limit-words.ts'

export async function offerAsAsked(_: ActState, form: FormData): Promise<ActState> {
  return decide(typedIn(form), 'as_asked')
}

export async function offerOther(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const shown = await requireDeskPlan(typed.planId ?? '')
  const { terms } = readCounter(typed, shown.plan.currency)
  if (terms) return decide(typed, terms)
  const t = await getTranslations('desk-plans')
  return { typed, faults: {}, notice: { tone: 'bad', title: t('counter.impossible') } }
}

export async function refuse(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  await requireDeskPlan(typed.planId ?? '')
  const t = await getTranslations('desk-plans')
  if (!typed.reason) return withFaults({ typed, faults: { reason: t('refuse.no_note') } })
  return decide(typed, undefined)
}

type Typed = Record<string, string>

// Without terms it is a refusal.
async function decide(typed: Typed, terms: PlanTerms | 'as_asked' | undefined): Promise<ActState> {
  const shown = await requireDeskPlan(typed.planId ?? '')
  const { lender, staff, plan } = shown
  const decision = {
    lenderId: lender.id,
    planId: plan.id,
    seenVersion: Number(typed.version) || 0,
    actor: `staff:${staff.id}`,
    note: typed.note || typed.reason || typed.remark || null,
    now: Temporal.Now.instant(),
  }
  const decided = await transaction((tx) =>
    decidePlan(
      tx,
      terms ? { ...decision, verdict: 'offer', terms } : { ...decision, verdict: 'refuse' },
    ),
  )
  if (decided && 'refusal' in decided) return refused(typed, shown, decided)
  redirect(`/desk/plans/${plan.id}`)
}

async function refused(typed: Typed, shown: DeskPlan, why: DecisionRefusal): Promise<ActState> {
  const t = await getTranslations('desk-plans')
  if (why.refusal === 'stale') {
    const title = t('stale.title')
    return { typed, faults: {}, notice: { tone: 'wait', title, text: await staleText(shown, why) } }
  }
  const text = (await limitWords(why.because, shown.ground)).join(' ')
  return { typed, faults: {}, notice: { tone: 'bad', title: t('counter.impossible'), text } }
}

async function staleText({ lender }: DeskPlan, { decidedBy, state }: Stale): Promise<string> {
  const t = await getTranslations('desk-plans')
  const names = await staffNames(database(), lender.id)
  const name = decidedBy ? names.get(decidedBy) : undefined
  const outcome = t(`state.${state}`)
  return name ? t('stale.by', { name, outcome }) : t('stale.otherwise', { outcome })
}
