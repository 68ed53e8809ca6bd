import { isLive, type UnlockState } from '#lib/domain/lock/unlock.ts'
import type { PlanRecord } from '#lib/plans/queries.ts'

type Watched = Pick<PlanRecord, 'state' | 'version'> & { unlockState: UnlockState | null }

/** What the page of a plan watches: a decision that is awaited, a phone that is being opened. */
export function planProgress({ state, version, unlockState }: Watched): {
  version: string
  isFinal: boolean
} {
  const isOpening = state === 'active' && unlockState !== null && isLive(unlockState)
  return {
    version: `${version} ${unlockState ?? ''}`,
    isFinal: state !== 'asked' && !isOpening,
  }
}
