import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import type { Translator } from '#lib/i18n/translator.ts'

type Lock = { lockState: LockState; otherLocks: readonly OtherLock[] }

/** How a phone's lock stands. Another's lock is said first: whoever holds the phone cannot use it, whatever ours says. */
export function saidLock(
  { lockState, otherLocks }: Lock,
  { acts, desk }: { acts: Translator<'desk-acts'>; desk: Translator<'desk'> },
): string {
  const own = acts(`lock_state.${lockState}`)
  if (otherLocks.length === 0) return own
  const others = otherLocks.map((name) => desk(`other_lock.${name}`)).join(' · ')
  return acts('lock_beside', { others, own })
}
