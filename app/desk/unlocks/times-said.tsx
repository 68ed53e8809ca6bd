import type { Folded } from '#lib/domain/fold.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props<Line> = {
  folded: Folded<Line>
  at: (line: Line) => Temporal.Instant
  reader: Reader
}

/** When something was said; of neighbours that say the same, how often and from when until when. */
export function TimesSaid<Line>({ folded, at, reader }: Props<Line>) {
  const t = useTranslations('desk')
  const { newest, oldest, count } = folded
  const [from, until] = [formatMoment(at(oldest), reader), formatMoment(at(newest), reader)]
  if (count === 1) return until
  return from === until
    ? t('story.repeated_at', { count, at: until })
    : t('story.repeated', { count, from, until })
}
