import { buyerReportOf } from '#lib/cases/buyer-report-of.ts'
import { closingNoteMaximumLength } from '#lib/cases/change-case.ts'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { buyerAnswerMaximumLength, buyerFindings } from '#lib/domain/strangers/buyer-report.ts'
import { isolated } from '#lib/i18n/format.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { AnswerWords } from './answer-form.tsx'

export async function buyerAnswerWords(
  { lenderId, id: caseId }: CaseFacts,
  isTheirs: boolean,
): Promise<AnswerWords> {
  const t = await getTranslations('desk-buyers')
  const desk = await getTranslations('desk')
  const disputes = await getTranslations('desk-disputes')
  const report = await buyerReportOf(database(), { lenderId, caseId })
  const language = isolated(languageNames[report?.locale ?? 'en'])
  const choices = buyerFindings.map((name) => ({
    name,
    label: t(`findings.${name}.label`),
    hint: t(`findings.${name}.hint`),
  }))
  return {
    title: t('answer_title'),
    outcome: t('finding'),
    choices,
    answer: { label: t('answer'), hint: t('answer_hint', { language }) },
    note: { label: desk('case.note'), hint: desk('case.note_hint') },
    summary: disputes('summary'),
    faults: {
      outcome_choose_one: t('fault.finding'),
      answer_missing: t('fault.missing'),
      answer_too_long: disputes('fault.too_long', { most: buyerAnswerMaximumLength }),
      note_too_long: desk('case.note_too_long', { most: closingNoteMaximumLength }),
    },
    send: t('send'),
    stale: desk('case.stale_title'),
    staleText: disputes(isTheirs ? 'kept' : 'stale'),
  }
}
