import { Icon } from '#components/ui/icon.tsx'
import { formatDayAndTime, formatDistance, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { dueAt: Temporal.Instant; reader: Reader }

export function DeskClock({ dueAt, reader }: Props) {
  const t = useTranslations('desk')
  const isLate = Temporal.Instant.compare(dueAt, reader.now) < 0
  const time = formatDistance(dueAt, reader)
  return (
    <time
      dateTime={dueAt.toString({ smallestUnit: 'second' })}
      title={formatDayAndTime(dueAt, reader)}
      className={`flex items-center gap-1.5 font-semibold ${isLate ? 'text-bad' : 'text-ink'}`}
    >
      <Icon name={isLate ? 'alert' : 'clock'} className="size-4" />
      {isLate ? t('clock.late', { time }) : t('clock.due', { time })}
    </time>
  )
}
