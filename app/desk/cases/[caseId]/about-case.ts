import type { CaseChange, CaseFacts } from '#lib/cases/queries.ts'
import { formatMoment, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** What the parts of a case's page are given. */
export type AboutCase = {
  found: CaseFacts
  changes: CaseChange[]
  reader: Reader
  staffId: string
}

/** The newest entry of the case’s audit log: what the page has shown is everything up to it. */
export function newestOf(changes: CaseChange[]): string {
  return String(changes.at(-1)?.id ?? 0)
}

/**
 * Whether its reader took the case. What was asked of a second person and was not done is put before whoever asked, who
 * has taken nothing.
 */
export function hasTaken({
  found,
  changes,
  staffId,
}: {
  found: Pick<CaseFacts, 'kind'>
  changes: readonly Pick<CaseChange, 'action' | 'actor'>[]
  staffId: string
}): boolean {
  const actor = `staff:${staffId}`
  return (
    found.kind !== 'approval_not_done' ||
    changes.some((change) => change.action === 'case.taken' && change.actor === actor)
  )
}

export async function changeText(change: CaseChange, reader: Reader): Promise<string> {
  const t = await getTranslations('desk')
  const name = isolated(change.name ?? (await actorName(change.actor)))
  const time = formatMoment(change.at, reader)
  // Who has not signed in and writes is a buyer, and so is whoever is answered without an outcome.
  if (change.action === 'case.message' && change.actor === 'nobody')
    return t('change.case.message_buyer', { time })
  if (change.action === 'case.answered' && !change.outcome)
    return t('change.case.answered_buyer', { name, time })
  const words = await getTranslations('desk-disputes')
  const outcome = change.outcome ? words(`choice.${change.outcome}.label`) : ''
  return t(`change.${change.action}`, { name, time, outcome })
}

async function actorName(actor: string): Promise<string> {
  const t = await getTranslations('desk')
  return actor.startsWith('borrower:') ? t('actor.borrower') : t('actor.portal')
}
