import { Chip } from '#components/ui/chip.tsx'
import type { IconName } from '#components/ui/icon.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { LockReason } from '#lib/domain/lock/lock-reason.ts'
import type { Opening } from '#lib/domain/lock/opening.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

const looks: Record<LockReason, [Tone, IconName]> = {
  open: ['good', 'open'],
  released: ['good', 'check'],
  returned: ['plain', 'phone'],
  overdue: ['wait', 'locked'],
  paid_not_confirmed: ['wait', 'clock'],
  opening: ['wait', 'clock'],
  offline_lock: ['wait', 'signal'],
  other_lock: ['wait', 'alert'],
  plan_not_begun: ['wait', 'locked'],
  locked_without_reason: ['bad', 'alert'],
  locked_and_watched: ['wait', 'clock'],
  unknown: ['plain', 'question'],
}

export function LockChip({ reason, opening }: { reason: LockReason; opening: Opening }) {
  const t = useTranslations('phones')
  const [tone, icon] = looks[reason]
  return (
    <Chip tone={tone} icon={icon}>
      {t(`chip.${reason}`, { opening })}
    </Chip>
  )
}
