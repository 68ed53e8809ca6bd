import type { Effect } from '#lib/domain/effect.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { formatDay, formatDayAndTime, type Reader } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

/** A helper is told what paying does, and nothing of when the next payment is due. */
type EffectSide = 'locked' | 'open' | 'helper' | 'helper_open'

type About = {
  currency: string
  reader: Reader
  lock: EffectSide | 'not_about_payment' | 'returned'
}

/** What paying does to the lock, in one sentence; the facts come from the function that later decides. */
export async function effectSentence(
  effect: Effect,
  { currency, reader, lock }: About,
): Promise<string> {
  const t = await getTranslations('effect')
  if (lock === 'returned') return t('returned')
  if (lock === 'not_about_payment' && effect.kind !== 'release') return t('unlocks_anyway')
  const side = lock === 'not_about_payment' ? 'locked' : lock
  if (effect.kind === 'release') return t(`${side}.release`)
  if (effect.kind === 'none') {
    const amount = formatMoney({ amountMinor: effect.moreNeededMinor, currency }, reader.locale)
    return t(`${side}.none`, { amount })
  }
  if (effect.kind === 'until' && !effect.cleared) {
    return t(`${side}.part`, { until: formatDayAndTime(effect.relockAt, reader) })
  }
  return effect.nextDueOn
    ? t(`${side}.cleared`, { day: formatDay(effect.nextDueOn, reader) })
    : t(`${side}.now`)
}
