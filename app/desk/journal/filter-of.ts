import { journalActions, journalSubjects } from '#lib/domain/journal.ts'
import { parseDay } from '#lib/domain/typed-day.ts'
import { isUuid } from '#lib/domain/uuid.ts'

export type JournalSearch = {
  who?: string
  subject?: string
  action?: string
  id?: string
  day?: string
  before?: string
}

/** What the journal is narrowed to by an address; what makes no sense there narrows nothing. */
export function filterOf(search: JournalSearch, timeZone: string) {
  const { who, subject, action, id, before } = search
  const day = parseDay(search.day ?? '')
  const startOf = (date: Temporal.PlainDate | undefined) =>
    date?.toZonedDateTime(timeZone).toInstant()
  return {
    staffId: who && isUuid(who) ? who : undefined,
    subject: journalSubjects.find((name) => name === subject),
    action: journalActions.find((name) => name === action),
    about:
      id
        ?.replace(/\p{Cc}/gu, '')
        .trim()
        .slice(0, 100) || undefined,
    from: startOf(day),
    until: startOf(day?.add({ days: 1 })),
    before: /^\d{1,18}$/.test(before ?? '') ? BigInt(before ?? 0) : undefined,
  }
}
