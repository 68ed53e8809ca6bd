import { Badge, type Sign } from '#components/ui/badge.tsx'
import type { PlanRecord } from '#lib/plans/queries.ts'

const signs: Record<PlanRecord['state'], Sign> = {
  asked: ['wait', 'clock'],
  offered: ['plain', 'info'],
  refused: ['plain', 'dash'],
  withdrawn: ['plain', 'dash'],
  expired: ['plain', 'clock'],
  active: ['good', 'check'],
  kept: ['good', 'check'],
  missed: ['wait', 'clock'],
  replaced: ['plain', 'dash'],
  superseded: ['plain', 'dash'],
}

/** The sign of how a plan stands, beside words that say it. */
export function PlanBadge({ state }: { state: PlanRecord['state'] }) {
  return <Badge sign={signs[state]} />
}
