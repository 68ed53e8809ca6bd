import type { DecidedApproval } from '#lib/approvals/decide-approval.ts'

/** What two people agreed on, and when. */
export type Agreed = DecidedApproval & { now: Temporal.Instant }

/** Who asked for it, as the audit log names them; a line's `approval` says who agreed. */
export function agreedBy({ askedBy }: Agreed): string {
  return `staff:${askedBy}`
}
