import { promisedWords } from '#components/payment/promised-words.ts'
import { Banner } from '#components/ui/banner.tsx'
import type { HoldReason } from '#lib/domain/lock/hold.ts'
import { isOtherwiseLocked, type Opening } from '#lib/domain/lock/opening.ts'
import { formatUntil, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = {
  hold: { reason: HoldReason; untilAt: Temporal.Instant; isOutlasted: boolean }
  /** Whether the phone is still locked by its lender. */
  isLocked: boolean
  opening: Opening
  /** By when the phone is promised to be open, where something was asked of it. */
  promisedBy: Temporal.Instant | undefined
  reader: Reader
}

export function HoldNotice({ hold, isLocked, opening, promisedBy, reader }: Props) {
  const t = useTranslations('holds')
  const until = formatUntil(hold.untilAt, reader)
  if (hold.reason === 'provider_outage')
    return (
      <Banner tone="wait" title={t('outage.title')}>
        {t(isLocked ? 'outage.waiting' : 'outage.open')}
      </Banner>
    )
  const wordsOf = (reason: Exclude<HoldReason, 'provider_outage'>) => {
    if (!hold.isOutlasted)
      return t(isLocked ? `opening.${reason}` : `notice.${reason}`, { day: until })
    if (reason === 'warning')
      return t(isLocked ? 'opening.outlasted' : 'notice.outlasted', { until })
    return t('outlasted', { reason, until, isLocked: isLocked ? 'yes' : 'no' })
  }
  const isShut = isLocked || isOtherwiseLocked(opening)
  return (
    <Banner tone={isShut ? 'plain' : 'good'} icon={isShut ? 'clock' : 'open'}>
      <p className="text-body">{wordsOf(hold.reason)}.</p>
      {isShut && (
        <p className="mt-1">{t('on_its_way', { opening, ...promisedWords(promisedBy, reader) })}</p>
      )}
    </Banner>
  )
}
