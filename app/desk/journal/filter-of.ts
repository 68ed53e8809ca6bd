import { journalActions, journalSubjects } from '#lib/domain/journal.ts'
import { isUuid } from '#lib/domain/uuid.ts'

export type JournalSearch = {
  who?: string
  subject?: string
  action?: string
  id?: string
  before?: string
}

/** What the journal is narrowed to by an address; what makes no sense there narrows nothing. */
export function filterOf({ who, subject, action, id, before }: JournalSearch) {
  return {
    staffId: who && isUuid(who) ? who : undefined,
    subject: journalSubjects.find((name) => name === subject),
    action: journalActions.find((name) => name === action),
    subjectId:
      id
        ?.replace(/\p{Cc}/gu, '')
        .trim()
        .slice(0, 100) || undefined,
    before: /^\d{1,18}$/.test(before ?? '') ? BigInt(before ?? 0) : undefined,
  }
}
