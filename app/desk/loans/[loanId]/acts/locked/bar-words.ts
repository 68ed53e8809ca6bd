import { formatDayAndTime, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { NotLockable } from '#lib/workflows/unlocks/locked-by-hand.ts'

type Forbidden = Extract<NotLockable, { refusal: 'forbidden' }>

export async function barWords({ bars, ends }: Forbidden, reader: Reader): Promise<string[]> {
  const t = await getTranslations('desk-unlocks')
  const at = (end: Temporal.Instant | null) => (end ? formatDayAndTime(end, reader) : '')
  return bars.map((bar) =>
    bar === 'hold' || bar === 'open_until'
      ? t(`locked.bar.${bar}`, { until: at(ends[bar]) })
      : t(`locked.bar.${bar}`),
  )
}
