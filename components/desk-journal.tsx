import { formatDayAndTime, type Reader } from '#lib/words/format.ts'
import { useTranslations } from '#lib/words/translations.ts'

/** What the journal shows of a line. */
export type ShownEntry = {
  id: bigint
  at: Temporal.Instant
  actor: string
  staffName: string | null
  action: string
  subject: string
  subjectId: string
  detail: unknown
}

/** Lines of the journal: when, who, what, of which record. */
export function DeskJournal({ lines, reader }: { lines: ShownEntry[]; reader: Reader }) {
  const t = useTranslations('desk')
  if (lines.length === 0) return <p className="text-soft">{t('journal.none')}</p>
  return (
    <ol className="flex flex-col divide-y divide-line text-small">
      {lines.map((line) => (
        <li key={String(line.id)} className="grid gap-x-4 py-2 sm:grid-cols-[15rem_1fr]">
          <time dateTime={line.at.toString({ smallestUnit: 'second' })} className="text-soft">
            {formatDayAndTime(line.at, reader)}
          </time>
          <span className="min-w-0 wrap-anywhere">
            <bdi className="font-semibold">{actorOf(line, t)}</bdi>{' '}
            <bdi dir="ltr">{line.action}</bdi>{' '}
            <bdi dir="ltr" className="text-soft">
              {line.subject} {shortId(line.subjectId)} {detailText(line.detail)}
            </bdi>
          </span>
        </li>
      ))}
    </ol>
  )
}

function actorOf({ actor, staffName }: ShownEntry, t: (key: string) => string): string {
  if (staffName) return staffName
  if (actor.startsWith('borrower:')) return t('actor.borrower')
  if (actor.startsWith('pay_link:')) return t('actor.pay_link')
  if (actor === 'keyturn') return t('actor.portal')
  if (actor === 'nobody') return t('actor.nobody')
  return actor.replace(/:[0-9a-f-]{36}$/, '')
}

function shortId(id: string): string {
  return /^[0-9a-f-]{36}$/.test(id) ? `…${id.slice(-6)}` : id
}

function detailText(detail: unknown): string {
  return Object.entries((detail ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}: ${shortId(String(value))}`)
    .join(', ')
}
