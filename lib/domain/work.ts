/** What waits for staff, as the work list is narrowed. */
export const workGroups = [
  'plans',
  'returns',
  'unlocks',
  'disputes',
  'buyers',
  'money',
  'approvals',
  'other',
] as const
export type WorkGroup = (typeof workGroups)[number]

/** Hours in which what came up is to be done where nobody was promised a time, of a lender who has said nothing else. */
export const usualHours: Record<WorkGroup, number> = {
  unlocks: 2,
  approvals: 8,
  money: 24,
  disputes: 48,
  buyers: 72,
  plans: 48,
  returns: 48,
  other: 72,
}
