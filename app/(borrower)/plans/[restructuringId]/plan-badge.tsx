import { Icon, type IconName } from '#components/ui/icon.tsx'
import { type Tone, toneLooks } from '#components/ui/tone.ts'
import type { PlanRecord } from '#lib/restructurings/queries.ts'

const signs: Record<PlanRecord['state'], [Tone, IconName]> = {
  asked: ['wait', 'clock'],
  offered: ['plain', 'info'],
  refused: ['plain', 'dash'],
  withdrawn: ['plain', 'dash'],
  expired: ['plain', 'clock'],
  active: ['good', 'check'],
  kept: ['good', 'check'],
  missed: ['wait', 'clock'],
  replaced: ['plain', 'dash'],
}

/** The sign of how a plan stands, beside words that say it. */
export function PlanBadge({ state }: { state: PlanRecord['state'] }) {
  const [tone, icon] = signs[state]
  return (
    <span
      className={`mb-1 grid size-16 place-items-center rounded-full print:hidden ${toneLooks[tone]}`}
    >
      <Icon name={icon} className="size-9" />
    </span>
  )
}
