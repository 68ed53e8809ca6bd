import { LinkButton } from '#components/ui/button.tsx'
import { database } from '#lib/db/client.ts'
import { formatDayAndTime, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { UnlockDetail } from '#lib/unlocks/unlock-history.ts'
import { takeBackBar } from '#lib/workflows/unlocks/take-back-unlock.ts'

type Props = { unlock: UnlockDetail; lenderId: string; reader: Reader }

export async function TakingBack({ unlock, lenderId, reader }: Props) {
  const t = await getTranslations('desk-unlocks')
  const { id: unlockId, state, intent, relockAt } = unlock
  const bar = await takeBackBar(database(), { lenderId, unlockId, now: reader.now })
  if (!bar)
    return (
      <LinkButton look="quiet" href={`/desk/unlocks/${unlockId}/take-back`} className="max-w-xl">
        {t('take_back.act')}
      </LinkButton>
    )
  const isOpen = bar === 'over' && state === 'confirmed' && !isPast(relockAt, reader)
  if (bar !== 'out' && !isOpen) return null
  if (intent === 'release') return <p className="text-soft">{t('take_back.out_release')}</p>
  if (!relockAt) return <p className="text-soft">{t('take_back.bar.out')}</p>
  const until = formatDayAndTime(relockAt, reader)
  return <p className="text-soft">{t('take_back.out_until', { until })}</p>
}

function isPast(moment: Temporal.Instant | null, { now }: Reader): boolean {
  return moment !== null && Temporal.Instant.compare(moment, now) <= 0
}
