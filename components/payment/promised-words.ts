import { staffedAfter } from '#lib/domain/lock/hours.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** By when a phone is promised to be open, as a sentence names it: not any more once that has passed. */
export function promisedWords(
  by: Temporal.Instant | undefined,
  reader: Reader,
): { hasTime: 'yes' | 'no'; by: string } {
  if (!by || Temporal.Instant.compare(by, reader.now) <= 0) return { hasTime: 'no', by: '' }
  return { hasTime: 'yes', by: formatMoment(by, reader) }
}

/** The same of a phone that a person opens, when that is asked for now. */
export function promisedWordsNow(policy: LenderPolicy, reader: Reader) {
  const { now, timeZone } = reader
  const within = { minutes: policy.unlockWithinMinutes }
  return promisedWords(staffedAfter(now, within, { policy, timeZone }), reader)
}

/** How long it takes at most, in whole hours where it is some. */
export async function withinWords(minutes: number): Promise<string> {
  const t = await getTranslations('payment')
  return minutes % 60 === 0
    ? t('within.hours', { hours: minutes / 60 })
    : t('within.minutes', { minutes })
}
