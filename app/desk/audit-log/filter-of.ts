import { seenNumber } from '#app/form-values.ts'
import { auditLogActions, auditLogSubjects } from '#lib/domain/audit-log-actions.ts'
import { parseDay } from '#lib/domain/typed-day.ts'

export type AuditLogSearch = {
  who?: string
  subject?: string
  action?: string
  id?: string
  day?: string
  before?: string
}

export type AuditLogFault = 'who' | 'subject' | 'action' | 'day' | 'before'

type About = { timeZone: string; people: readonly { id: string }[] }

export function filterOf(search: AuditLogSearch, { timeZone, people }: About) {
  const { who, id, before } = search
  const day = parseDay(search.day ?? '')
  const startOf = (date: Temporal.PlainDate | undefined) =>
    date?.toZonedDateTime(timeZone).toInstant()
  const filter = {
    staffId: people.find((one) => one.id === who)?.id,
    subject: auditLogSubjects.find((name) => name === search.subject),
    action: auditLogActions.find((name) => name === search.action),
    about:
      id
        ?.replace(/\p{Cc}/gu, '')
        .trim()
        .slice(0, 100) || undefined,
    from: startOf(day),
    until: startOf(day?.add({ days: 1 })),
    before: seenNumber.parse(before),
  }
  const read = { ...filter, who: filter.staffId, day }
  const faults = (['who', 'subject', 'action', 'day', 'before'] as const).filter(
    (name) => search[name] && read[name] === undefined,
  )
  return { filter, faults }
}
