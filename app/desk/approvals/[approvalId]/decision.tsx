import type { Approval } from '#lib/approvals/queries.ts'
import type { Reader } from '#lib/i18n/format.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'
import { couldBeDone } from '#lib/workflows/approvals/could-be-done.ts'
import { ChangedSince } from './changed-since.tsx'
import { DecideForm } from './decide-form.tsx'
import { ApprovalEffects } from './effects.tsx'
import { figuresOf, hasChanged } from './seen-figures.ts'

type Props = {
  lenderId: string
  approval: Approval
  staff: SignedInStaff['staff']
  reader: Reader
  fault: string | undefined
}

export async function Decision({ lenderId, approval, staff, reader, fault }: Props) {
  const figures = await figuresOf(approval)
  const isStale = hasChanged(figures) || !(await isDoable(approval, staff, reader))
  return (
    <>
      {isStale ? (
        <ChangedSince approval={approval} figures={figures} reader={reader} />
      ) : (
        <ApprovalEffects lenderId={lenderId} detail={approval.detail} reader={reader} />
      )}
      <DecideForm approval={approval} staff={staff} fault={fault} isStale={isStale} />
    </>
  )
}

// Only a second person's yes can be tried.
async function isDoable(
  approval: Approval,
  staff: SignedInStaff['staff'],
  { now }: Reader,
): Promise<boolean> {
  if (staff.role === 'agent' || staff.id === approval.askedBy) return true
  return couldBeDone({ approvalId: approval.id, staffId: staff.id, now })
}
