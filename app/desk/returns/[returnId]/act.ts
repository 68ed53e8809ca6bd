import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { ActState } from '#app/desk/acts/act-state.ts'
import { version } from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { changedLastBy } from '#lib/returns/changed-last-by.ts'
import type { ReturnAct } from '#lib/returns/move-return.ts'
import { hasForm, type ReturnForm } from './return-forms.ts'
import { requireReturn, type ViewedReturn } from './viewed-return.ts'

const actForm = z.object({ returnId: z.string(), version })

export async function actOn(
  typed: Record<string, string>,
): Promise<ViewedReturn & { act: ReturnAct }> {
  const asked = requireForm(typed, actForm)
  const viewed = await requireReturn(asked.returnId)
  const { shown, lender, staff, reader } = viewed
  const act = {
    owner: { lenderId: lender.id },
    returnId: shown.returnId,
    seenVersion: asked.version,
    actor: `staff:${staff.id}`,
    now: reader.now,
  }
  return { ...viewed, act }
}

/** The page after an act: done, or that somebody was faster, or the same person before. */
export async function backTo(act: ReturnAct, result: { done: string } | 'changed'): Promise<never> {
  const search = result === 'changed' ? `refused=${await changedHow(act)}` : `done=${result.done}`
  redirect(`/desk/returns/${act.returnId}?${search}`)
}

/** Whose change was faster: their own, as when a form is sent twice, or somebody else's. */
async function changedHow({ returnId, actor }: ReturnAct): Promise<'changed' | 'own'> {
  return (await changedLastBy(database(), returnId)) === actor ? 'own' : 'changed'
}

/**
 * Somebody was faster: nothing was done, and what was typed stays in its form. The page around it is shown anew while the
 * return is still in a state that has the form.
 */
export async function tooLate(
  act: ReturnAct,
  { typed, form }: { typed: Record<string, string>; form: ReturnForm },
): Promise<ActState> {
  const t = await getTranslations('desk-returns')
  const { shown } = await requireReturn(act.returnId)
  const how = await changedHow(act)
  const notice = { tone: 'wait', title: t(`${how}_title`) } as const
  if (hasForm(shown.state, form)) {
    refresh()
    return { typed, faults: {}, notice: { ...notice, text: t('changed') } }
  }
  const link = {
    href: `/desk/returns/${act.returnId}?now=${shown.version}`,
    label: t('changed_see'),
  }
  return { typed, faults: {}, notice: { ...notice, text: t('changed_kept'), link } }
}
