import type { Effect } from '#lib/domain/lock/effect.ts'
import { type End, laterOf } from '#lib/domain/lock/may-lock.ts'
import type { Opening } from '#lib/domain/lock/opening.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Translator } from '#lib/i18n/translator.ts'

type About = {
  currency: string
  reader: Reader
  opening: Opening
  /** Until when the phone is left open whatever is paid: an amount never buys less. */
  leftOpen: End
  /** Told what paying does, and nothing of when the next payment is due. */
  isHelper?: boolean
}

/** What paying does to the lock, in one sentence; the facts come from the function that later decides. */
export async function effectSentence(effect: Effect, about: About): Promise<string> {
  return effectWords(await getTranslations('effect'), effect, about)
}

/** The same inside a component that does not wait. */
export function effectWords(
  t: Translator<'effect'>,
  effect: Effect,
  { currency, reader, opening, leftOpen, isHelper = false }: About,
): string {
  if (opening === 'returned' || opening === 'released') return t(opening)
  const side = isHelper ? helperSide(opening) : ownSide(opening)
  if (effect.kind === 'release')
    return effect.waits
      ? t(isHelper ? 'waits_helper' : 'waits', { opens: t(`${side}.now`) })
      : t(`${side}.release`)
  if (effect.kind === 'none') {
    const amount = formatMoney({ amountMinor: effect.moreNeededMinor, currency }, reader.locale)
    return t(leftOpen ? 'open.none' : `${side}.none`, { amount })
  }
  if (effect.kind === 'until' && !effect.cleared) {
    const until = laterOf(effect.relockAt, leftOpen)
    return until instanceof Temporal.Instant
      ? t(`${side}.part`, { until: formatUntil(until, reader) })
      : t(`${side}.now`)
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
  return opening === 'other_lock' || opening === 'offline_lock'
    ? (`helper_${opening}` as const)
    : 'helper'
}
