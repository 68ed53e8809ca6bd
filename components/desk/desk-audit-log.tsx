import { formatDayAndTime, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { ActorName } from './actor-name.tsx'
import { AuditLogWords } from './audit-log-words.tsx'

/** What the audit log shows of a line. */
type ShownEntry = {
  id: bigint
  at: Temporal.Instant
  actor: string
  staffName: string | null
  /** Who agreed as the second person. */
  agreedByName: string | null
  action: string
  subject: string
  subjectId: string
  detail: unknown
  /** In which its amounts are, where it is known. */
  currency?: string | null
}

type Props = {
  lines: ShownEntry[]
  /** In which all amounts are, of lines about one loan. */
  currency?: string
  reader: Reader
}

export function DeskAuditLog({ lines, currency, reader }: Props) {
  const t = useTranslations('audit-log')
  if (lines.length === 0) return <p className="text-soft">{t('none')}</p>
  return (
    <ol className="flex flex-col divide-y divide-line text-small">
      {lines.map((line) => (
        <li key={String(line.id)} className="grid gap-x-4 py-2 sm:grid-cols-[15rem_1fr]">
          <time dateTime={line.at.toString({ smallestUnit: 'second' })} className="text-soft">
            {formatDayAndTime(line.at, reader)}
          </time>
          <div className="min-w-0 wrap-anywhere">
            <span className="font-semibold">
              <ActorName actor={line.actor} staffName={line.staffName} />
            </span>
            {line.agreedByName && ` ${t('agreed_by', { name: isolated(line.agreedByName) })}`}
            {' · '}
            <AuditLogWords line={line} currency={line.currency ?? currency} reader={reader} />
          </div>
        </li>
      ))}
    </ol>
  )
}
