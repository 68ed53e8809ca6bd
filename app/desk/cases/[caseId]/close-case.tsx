import { closingNoteMaximumLength } from '#lib/cases/change-case.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type AboutCase, newestOf } from './about-case.ts'
import { AnswerDispute } from './answer-dispute.tsx'
import { CloseForm } from './close-form.tsx'

/** Closes the case: with an answer where a borrower waits for one. A case of somebody else's only keeps what was typed. */
export async function CloseCase({ found, changes, reader, staffId }: AboutCase) {
  const isOthers = found.takenBy !== null && found.takenBy !== staffId
  const isTheirs = isOthers || found.closedAt !== null
  const form = { caseId: found.id, version: found.version, seen: newestOf(changes), isTheirs }
  return found.kind === 'borrower_dispute' ? (
    <AnswerDispute found={found} reader={reader} form={form} />
  ) : (
    <CloseForm {...form} words={await closeWords(isTheirs)} />
  )
}

async function closeWords(isTheirs: boolean) {
  const t = await getTranslations('desk')
  const words = await getTranslations('desk-disputes')
  return {
    title: t('case.close_title'),
    note: t('case.note'),
    hint: t('case.note_hint'),
    close: t('case.close'),
    faults: {
      missing: t('case.note_missing'),
      too_long: t('case.note_too_long', { most: closingNoteMaximumLength }),
    },
    stale: t('case.stale_title'),
    staleText: isTheirs ? words('kept') : t('case.stale_close'),
  }
}
