import { promisedWords } from '#components/payment/promised-words.ts'
import { dayAt } from '#lib/domain/day.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { formatMoney, larger } from '#lib/domain/money/money.ts'
import { formatDay, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ShownPromise } from './shown-promise.ts'

export async function PromiseLead(shownPromise: ShownPromise) {
  const { promise, phone, paidMinor, clearing, arrears, reason, opening, reach, reader } =
    shownPromise
  const t = await getTranslations('promises')
  const { state, amountMinor, currency, dueOn, remindAt } = promise
  const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, reader.locale)
  const isCleared = arrears.arrearsMinor === 0n
  const isOver = state === 'open' && !isAhead(promise.endsAt, reader)
  const isCovered = clearing !== undefined && clearing.amountMinor >= amountMinor
  const isReleased = phone.lockState === 'released'
  const isNotHeld = state === 'open' && !promise.isHeld
  const said = clearing ? 'waiting' : isNotHeld ? 'not_held' : isOver ? 'counting' : state
  return (
    <div className="flex flex-col gap-2">
      <p>
        {t(`lead.${said}`, {
          clearing: shown(clearing?.amountMinor ?? 0n),
          until: lastDay(clearing?.until ?? promise.verdictAt, reader),
          amount: shown(amountMinor),
          day: formatDay(dueOn, reader, 'long'),
          paid: shown(paidMinor),
          openUntil: formatUntil(shownPromise.openUntil, reader),
          missing: shown(larger(amountMinor - paidMinor, 0n)),
        })}
      </p>
      {state === 'open' && reason === 'opening' && (
        <p>{t('opening', { opening, ...promisedWords(phone.liveUnlock?.deadlineAt, reader) })}</p>
      )}
      {state === 'open' && !isCovered && isAhead(remindAt, reader) && (
        <p>{t('reminder', { reach, day: formatDay(dayOf(remindAt, reader), reader, 'long') })}</p>
      )}
      {state === 'kept' && (
        <p>
          {isCleared ? t('cleared') : t('still_overdue', { amount: shown(arrears.arrearsMinor) })}
        </p>
      )}
      {(state === 'partly_kept' || state === 'broken') && !isCleared && !isReleased && (
        <p>{t('next')}</p>
      )}
    </div>
  )
}

function isAhead(at: Temporal.Instant, { now }: Reader): boolean {
  return Temporal.Instant.compare(at, now) > 0
}

function dayOf(at: Temporal.Instant, { timeZone }: Reader): Temporal.PlainDate {
  return dayAt(at, timeZone)
}

function lastDay(until: Temporal.Instant, reader: Reader): string {
  return formatDay(lastDayOf(until, reader.timeZone), reader, 'long')
}
