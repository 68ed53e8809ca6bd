import { needsApproval, type SettingsGroup } from '#lib/domain/settings/groups.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

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

/** What the form says around its fields. */
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
