import { momentOf, type WayToKnow } from '#lib/domain/lock/opened-by-hand.ts'
import { parseDay } from '#lib/domain/typed-day.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ActFieldProps } from './act-field.tsx'

/** What somebody of the staff saw of a phone: how they know it, when it was, and what they note. */
export type Seen = { knownBy: WayToKnow; seenAt: Temporal.Instant; note: string }

type About = { ways: readonly WayToKnow[]; noteFault: string; reader: Reader }

/** The same as it was typed, or what is wrong with it. */
export async function readSeen(
  typed: Record<string, string>,
  { ways, noteFault, reader }: About,
): Promise<{ faults: Record<string, string>; seen: Seen | undefined }> {
  const t = await getTranslations('desk-unlocks')
  const { note = '' } = typed
  const knownBy = ways.find((way) => way === typed.knownBy)
  const [day, time] = [parseDay(typed.day ?? ''), readTime(typed.time)]
  const faults: Record<string, string> = {}
  if (!knownBy) faults.knownBy = t('opened.fault.known_by')
  if (!day) faults.day = t('opened.fault.day')
  if (!time) faults.time = t('opened.fault.time')
  if (note === '') faults.note = noteFault
  if (!knownBy || !day || !time || note === '') return { faults, seen: undefined }
  const { timeZone, now } = reader
  const minute = day.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
  return { faults, seen: { knownBy, seenAt: momentOf(minute, now), note } }
}

/** How somebody may know it, to be chosen. */
export async function knownByField(ways: readonly WayToKnow[]): Promise<ActFieldProps> {
  const t = await getTranslations('desk-unlocks')
  const options = ways.map((value) => ({
    value,
    label: t(`opened.known_by.${value}`),
    hint: t(`opened.known_by.${value}_hint`),
  }))
  return { name: 'knownBy', kind: 'choice', label: t('opened.known_by.label'), options }
}

function readTime(text = ''): Temporal.PlainTime | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text) ?? []
  if (!hour || !minute || Number(hour) > 23 || Number(minute) > 59) return undefined
  return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) })
}
