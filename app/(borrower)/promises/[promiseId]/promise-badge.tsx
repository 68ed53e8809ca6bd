import { Icon, type IconName } from '#components/ui/icon.tsx'
import { type Tone, toneLooks } from '#components/ui/tone.ts'
import type { PromiseState } from '#lib/domain/promise/promise.ts'

const signs: Record<PromiseState, [Tone, IconName]> = {
  open: ['plain', 'clock'],
  kept: ['good', 'check'],
  partly_kept: ['wait', 'clock'],
  broken: ['wait', 'clock'],
  withdrawn: ['plain', 'dash'],
}

/** The sign of how a promise stands, beside words that say it. */
export function PromiseBadge({ state }: { state: PromiseState }) {
  const [tone, icon] = signs[state]
  return (
    <span
      className={`mb-1 grid size-16 place-items-center rounded-full print:hidden ${toneLooks[tone]}`}
    >
      <Icon name={icon} className="size-9" />
    </span>
  )
}
