import type { ActFieldProps } from '#app/desk/acts/act-field.tsx'
import { knownByField } from '#app/desk/acts/read-seen.ts'
import { type Opening, openingsOf, waysToKnowOf } from '#lib/domain/lock/by-hand.ts'
import type { UnlockIntent } from '#lib/domain/lock/unlock.ts'
import { formatDayAndTime, type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { intentOf } from '#lib/unlocks/create-unlock.ts'
import type { UnlockDetail } from '#lib/unlocks/unlock-history.ts'

/** What somebody is asked who says that a phone is open. The time is typed: a time that stands there already is no evidence. */
export async function openedFields(unlock: UnlockDetail, reader: Reader): Promise<ActFieldProps[]> {
  const t = await getTranslations('desk-unlocks')
  const intent = intentOf(unlock)
  const kinds = await Promise.all(
    openingsOf(intent).map(async (value) => ({
      value,
      label: await openingWords(value, intent, reader),
    })),
  )
  const asked = formatDayAndTime(unlock.requestedAt, reader)
  return [
    await knownByField(waysToKnowOf(intent)),
    { name: 'opening', kind: 'choice', label: t('opened.opening.label'), options: kinds },
    { name: 'day', kind: 'date', label: t('opened.day'), value: todayOf(reader).toString() },
    { name: 'time', kind: 'time', label: t('opened.time'), hint: t('opened.time_hint', { asked }) },
    { name: 'note', kind: 'area', label: t('opened.note'), hint: t('opened.note_hint') },
  ]
}

async function openingWords(opening: Opening, intent: UnlockIntent, reader: Reader) {
  const t = await getTranslations('desk-unlocks')
  if (opening === 'longer') return t('opened.opening.longer')
  const until = intent.kind === 'until' ? formatDayAndTime(intent.relockAt, reader) : ''
  return t(`opened.opening.${opening}.${intent.kind}`, { until })
}
