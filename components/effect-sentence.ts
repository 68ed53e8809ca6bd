import type { Effect } from '#lib/domain/effect.ts'
import { formatMoney } from '#lib/domain/money.ts'
import type { Opening } from '#lib/domain/opening.ts'
import { formatDay, formatUntil, type Reader } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

type About = {
  currency: string
  reader: Reader
  opening: Opening
  /** Told what paying does, and nothing of when the next payment is due. */
  isHelper?: boolean
}

/** What paying does to the lock, in one sentence; the facts come from the function that later decides. */
export async function effectSentence(
  effect: Effect,
  { currency, reader, opening, isHelper = false }: About,
): Promise<string> {
  const t = await getTranslations('effect')
  if (opening === 'returned') return t('returned')
  const side = isHelper ? helperSide(opening) : ownSide(opening)
  if (effect.kind === 'release')
    return effect.waits
      ? t(isHelper ? 'waits_helper' : 'waits', { opens: t(`${side}.now`) })
      : t(`${side}.release`)
  if (effect.kind === 'none') {
    const amount = formatMoney({ amountMinor: effect.moreNeededMinor, currency }, reader.locale)
    return t(`${side}.none`, { amount })
  }
  if (effect.kind === 'until' && !effect.cleared) {
    return t(`${side}.part`, { until: formatUntil(effect.relockAt, reader) })
  }
  return effect.nextDueOn
    ? t(`${side}.cleared`, { day: formatDay(effect.nextDueOn, reader) })
    : t(`${side}.now`)
}

// "Now" only where it can be true.
function ownSide(opening: Opening) {
  if (opening === 'said_open') return 'open'
  if (opening === 'within_minutes') return 'locked'
  if (opening === 'other_lock' || opening === 'offline_lock' || opening === 'open') return opening
  return 'later'
}

function helperSide(opening: Opening) {
  if (opening === 'open' || opening === 'said_open') return 'helper_open'
  return opening === 'other_lock' || opening === 'offline_lock' ? `helper_${opening}` : 'helper'
}
