import type { ShownChange } from '#components/desk/change-list.tsx'
import type { Typed } from '#lib/domain/settings/form.ts'
import { needsApproval, type SettingsGroup } from '#lib/domain/settings/groups.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** `at` says the fault where its field is not beside it: with the field's name. */
export type ShownFault = { field: string; message: string; at: string }

/** Who changed the same settings meanwhile, when, and what. */
export type ShownMeanwhile = { version: number; by: string; changes: ShownChange[] }

export type FormState = {
  /** `review`: what would change is shown, and nothing is changed yet. */
  step: 'edit' | 'review'
  typed: Typed
  /** The version that was read. */
  version: number
  reason: string
  faults?: ShownFault[]
  changes?: ShownChange[]
  notice?: 'same' | 'stale' | 'waiting'
  meanwhile?: ShownMeanwhile[]
}

type Named = [title: string, text: string]

export type FormWords = {
  summary: string
  review: string
  reviewTitle: string
  before: string
  after: string
  save: string
  saveLead: string
  edit: string
  /** Only where a second person reads it. */
  reason: { label: string; hint: string } | undefined
  notices: Record<'same' | 'stale' | 'waiting', Named>
}

export async function formWords(group: SettingsGroup): Promise<FormWords> {
  const t = await getTranslations('desk-settings')
  const asks = needsApproval(group)
  return {
    summary: t('form.summary'),
    review: t('form.review'),
    reviewTitle: t('form.review_title'),
    before: t('change.before'),
    after: t('change.after'),
    save: asks ? t('form.ask') : t('form.save'),
    saveLead: asks ? t('form.ask_lead') : t('form.save_lead'),
    edit: t('form.edit'),
    reason: asks ? { label: t('form.reason'), hint: t('form.reason_hint') } : undefined,
    notices: {
      same: [t('form.same'), t('form.same_text')],
      stale: [t('form.stale'), t('form.stale_text')],
      waiting: [t('form.waiting'), t('form.waiting_text')],
    },
  }
}
