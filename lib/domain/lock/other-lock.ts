/** What keeps a phone locked beside the lender's lock. */
export const otherLocks = ['offline_lock', 'sim_lock', 'lost_mode', 'other_agent'] as const
export type OtherLock = (typeof otherLocks)[number]
