import type { ApprovalKind } from '#lib/approvals/ask-approval.ts'
import { transaction } from '#lib/db/transaction.ts'
import { givenStaff } from '#tests/support/staff.ts'

type About = { lenderId: string; kind: ApprovalKind; subjectId: string }

/** What two people have agreed on: an agent asked for it, an approver approved it. */
export async function agreedByTwo(about: About): Promise<string> {
  return (await twoWhoAgreed(about)).approvalId
}

/** The same with who asked. */
export async function twoWhoAgreed(about: About): Promise<{ staffId: string; approvalId: string }> {
  const lender = { id: about.lenderId }
  const { id: askedBy } = await givenStaff(lender, 'agent')
  const { id: decidedBy } = await givenStaff(lender, 'approver')
  const { approvalId } = await transaction((tx) =>
    tx
      .insertInto('approvals')
      .values({
        ...about,
        reason: 'Seen',
        detail: '{}',
        askedBy,
        decidedBy,
        state: 'approved',
        decidedAt: Temporal.Now.instant(),
      })
      .returning('id as approvalId')
      .executeTakeFirstOrThrow(),
  )
  return { staffId: askedBy, approvalId }
}
