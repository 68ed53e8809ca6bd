import { z } from 'zod'
import { day, readBy } from '#app/form-values.ts'
import { momentOf, type WayToKnow } from '#lib/domain/lock/by-hand.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ActFieldProps } from './act-field.tsx'
import { readTyped } from './read-typed.ts'

/** What somebody of the staff saw of a phone: how they know it, when it was, and what they note. */
export type Seen = { knownBy: WayToKnow; seenAt: Temporal.Instant; note: string }

type About = { ways: readonly WayToKnow[]; noteFault: string; reader: Reader }

const seenForm = (ways: readonly WayToKnow[]) =>
  z.object({ knownBy: z.enum(ways), day, time: readBy(readTime), note: z.string().min(1) })

export async function readSeen(
  typed: Record<string, string>,
  { ways, noteFault, reader }: About,
): Promise<{ faults: Record<string, string>; seen: Seen | undefined }> {
  const t = await getTranslations('desk-unlocks')
  const { asked, faults } = readTyped(typed, seenForm(ways), {
    knownBy: t('opened.fault.known_by'),
    day: t('opened.fault.day'),
    time: t('opened.fault.time'),
    note: noteFault,
  })
  if (!asked) return { faults, seen: undefined }
  const { knownBy, day, time, note } = asked
  const { timeZone, now } = reader
  const minute = day.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
  return { faults, seen: { knownBy, seenAt: momentOf(minute, now), note } }
}

export async function knownByField(ways: readonly WayToKnow[]): Promise<ActFieldProps> {
  const t = await getTranslations('desk-unlocks')
  const options = ways.map((value) => ({
    value,
    label: t(`opened.known_by.${value}`),
    hint: t(`opened.known_by.${value}_hint`),
  }))
  return { name: 'knownBy', kind: 'choice', label: t('opened.known_by.label'), options }
}

function readTime(text: string): Temporal.PlainTime | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text) ?? []
  if (!hour || !minute || Number(hour) > 23 || Number(minute) > 59) return undefined
  return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) })
}
