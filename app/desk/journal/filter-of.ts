import { isUuid } from '#lib/domain/uuid.ts'

export type JournalSearch = { who?: string; subject?: string; id?: string; before?: string }

export const journalSubjects = [
  ...['loan', 'device', 'payment', 'unlock', 'borrower', 'case', 'refund', 'hold', 'promise'],
  ...['restructuring', 'return', 'staff', 'approval', 'settings', 'api_key', 'list'],
] as const

/** What the journal is narrowed to by an address; what makes no sense there narrows nothing. */
export function filterOf({ who, subject, id, before }: JournalSearch) {
  return {
    staffId: who && isUuid(who) ? who : undefined,
    subject: journalSubjects.find((name) => name === subject),
    subjectId:
      id
        ?.replace(/\p{Cc}/gu, '')
        .trim()
        .slice(0, 100) || undefined,
    before: /^\d{1,18}$/.test(before ?? '') ? BigInt(before ?? 0) : undefined,
  }
}
