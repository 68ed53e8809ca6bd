import type { LockState } from '#lib/domain/lock/unlock.ts'

/** Whether a phone is known to be open: of any other a letter says what is so once it is. */
export function openText(phone: { lockState: LockState; otherLocks: string[] }): 'yes' | 'no' {
  return phone.lockState === 'unlocked' && phone.otherLocks.length === 0 ? 'yes' : 'no'
}
