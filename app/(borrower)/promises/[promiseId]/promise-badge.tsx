import { Badge, type Sign } from '#components/ui/badge.tsx'
import type { PromiseState } from '#lib/domain/promise/promise.ts'

const signs: Record<PromiseState, Sign> = {
  open: ['plain', 'clock'],
  kept: ['good', 'check'],
  partly_kept: ['wait', 'clock'],
  broken: ['wait', 'clock'],
  withdrawn: ['plain', 'dash'],
}

export function PromiseBadge({ state }: { state: PromiseState }) {
  return <Badge sign={signs[state]} />
}
