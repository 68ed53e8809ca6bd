import type { Headline } from '#lib/domain/timeline/timeline.ts'
import { Icon, type IconName } from './ui/icon.tsx'
import { type Tone, toneLooks } from './ui/tone.ts'

const signs: Record<Headline, [Tone | 'proud', IconName]> = {
  not_finished: ['wait', 'clock'],
  checking: ['plain', 'clock'],
  clearing: ['wait', 'clock'],
  failed: ['bad', 'cross'],
  expired: ['plain', 'clock'],
  cancelled: ['plain', 'cross'],
  set_aside: ['wait', 'alert'],
  booking: ['plain', 'clock'],
  paid_without_unlock: ['good', 'check'],
  preparing: ['plain', 'locked'],
  unlocking: ['plain', 'locked'],
  late: ['wait', 'clock'],
  with_person: ['plain', 'phone'],
  stopped: ['wait', 'alert'],
  unlocked: ['proud', 'open'],
  released: ['proud', 'open'],
  locked_again: ['wait', 'locked'],
}

/** The sign of how a payment stands, beside words that say it. */
export function StatusBadge({ headline }: { headline: Headline }) {
  const [tone, icon] = signs[headline]
  return (
    <span
      className={`mb-1 grid size-16 place-items-center rounded-full print:hidden ${tone === 'proud' ? 'bg-good text-paper' : toneLooks[tone]}`}
    >
      <Icon name={icon} className="size-9" />
    </span>
  )
}
