export const settingsGroups = [
  'brand',
  'contacts',
  'directory',
  'payments',
  'unlock',
  'promises',
  'plans',
  'returns',
  'holds',
  'hours',
  'desk',
  'reporting',
] as const
export type SettingsGroup = (typeof settingsGroups)[number]

export function isSettingsGroup(text: unknown): text is SettingsGroup {
  return (settingsGroups as readonly unknown[]).includes(text)
}

/** What needs a second person: every rule that decides about money or a lock. */
export function needsApproval(group: SettingsGroup): boolean {
  return group !== 'brand' && group !== 'contacts' && group !== 'directory'
}
