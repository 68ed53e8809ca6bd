/** What a member of the staff may do; each role may do what the ones before it may. */
export const staffRoles = ['agent', 'approver', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

/** Whether somebody with the role `has` may do what needs the role `needs`. */
export function isAllowed(has: StaffRole, needs: StaffRole): boolean {
  return staffRoles.indexOf(has) >= staffRoles.indexOf(needs)
}

export function isStaffRole(text: unknown): text is StaffRole {
  return (staffRoles as readonly unknown[]).includes(text)
}
