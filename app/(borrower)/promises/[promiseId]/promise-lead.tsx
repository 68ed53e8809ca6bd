import { formatMoney, larger } from '#lib/domain/money.ts'
import { formatDay, type Reader } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import type { ShownPromise } from './shown-promise.ts'

/** What came of a promise and what happens next, in a few sentences. */
export async function PromiseLead(shownPromise: ShownPromise) {
  const { promise, paidMinor, standing, reason, reader } = shownPromise
  const t = await getTranslations('promises')
  const { state, amountMinor, currency, dueOn, remindAt } = promise
  const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, reader.locale)
  const isCleared = standing.arrearsMinor === 0n
  return (
    <div className="flex flex-col gap-2">
      <p>
        {t(`lead.${state}`, {
          amount: shown(amountMinor),
          day: formatDay(dueOn, reader, 'short'),
          paid: shown(paidMinor),
          missing: shown(larger(amountMinor - paidMinor, 0n)),
        })}
      </p>
      {state === 'open' && reason === 'opening' && <p>{t('opening')}</p>}
      {state === 'open' && isAhead(remindAt, reader) && (
        <p>{t('reminder', { day: formatDay(dayOf(remindAt, reader), reader, 'short') })}</p>
      )}
      {state === 'kept' && (
        <p>
          {isCleared ? t('cleared') : t('still_overdue', { amount: shown(standing.arrearsMinor) })}
        </p>
      )}
      {(state === 'partly_kept' || state === 'broken') && !isCleared && <p>{t('next')}</p>}
    </div>
  )
}

function isAhead(at: Temporal.Instant, { now }: Reader): boolean {
  return Temporal.Instant.compare(at, now) > 0
}

function dayOf(at: Temporal.Instant, { timeZone }: Reader): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate()
}
