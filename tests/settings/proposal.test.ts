import { expect, test } from 'vitest'
import { askApproval } from '#lib/approvals/ask-approval.ts'
import { decideApproval } from '#lib/approvals/decide-approval.ts'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { allFieldsIn, changesBetween, withValues } from '#lib/domain/settings/record.ts'
import { changeSettings } from '#lib/settings/change-settings.ts'
import { changeApprovedSettings, proposedChanges, toProposal } from '#lib/settings/proposal.ts'
import { settingsOf } from '#lib/settings/settings-of.ts'
import { versionsOf } from '#lib/settings/versions.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const now = Temporal.Instant.from('2026-11-21T10:00:00Z')

async function proposed() {
  const lender = await givenLender()
  const admin = await givenStaff(lender, 'admin')
  const approver = await givenStaff(lender, 'approver', { name: 'Bashir Nadeem' })
  const before = settingsOf(await lenderById(database(), lender.id))
  const after = withValues(before, {
    'policy.plan.instant': null,
    'policy.minimumPaymentMinor.LKR': undefined,
  })
  const changes = changesBetween(before, after, allFieldsIn(before))
  const proposal = toProposal({ group: 'plans', seenVersion: 0 }, changes)
  const { approvalId } = await transaction((tx) =>
    askApproval(tx, {
      kind: 'settings',
      subjectId: lender.id,
      detail: proposal,
      reason: 'A person decides from now on.',
      staffId: admin.id,
      lenderId: lender.id,
      now,
    }),
  )
  const approve = () =>
    transaction(async (tx) => {
      const decided = await decideApproval(tx, {
        approvalId,
        staffId: approver.id,
        note: null,
        now,
        decision: 'approved',
      })
      if ('refusal' in decided) throw new Error(decided.refusal)
      return changeApprovedSettings(tx, decided.approval, now)
    })
  return { lender, admin, approve, detail: proposal }
}

test('what a second person agreed to is in force, and the history names both', async () => {
  const { lender, admin, approve } = await proposed()
  expect(await approve()).toEqual({ outcome: 'changed', version: 2 })
  const { policy } = await lenderById(database(), lender.id)
  expect(policy.plan.instant).toBeNull()
  const [newest] = await versionsOf(database(), lender.id)
  expect(newest).toMatchObject({
    changedBy: `staff:${admin.id}`,
    approvedByName: 'Bashir Nadeem',
  })
})

test('whoever decides sees what would change', async () => {
  const { lender, detail } = await proposed()
  const stored = JSON.parse(JSON.stringify(detail))
  const changes = await proposedChanges(database(), lender.id, stored)
  expect(changes.map(({ field, before, after }) => [field.path, before, after])).toEqual([
    ['policy.plan.instant', { mostExtraMonths: 3, mostPauseMonths: 1 }, null],
    ['policy.plan.instant.mostExtraMonths', 3, undefined],
    ['policy.plan.instant.mostPauseMonths', 1, undefined],
  ])
})

test('a proposal from before somebody else changed the same is stale', async () => {
  const { lender, admin, approve } = await proposed()
  await transaction((tx) =>
    changeSettings(tx, {
      lenderId: lender.id,
      group: 'plans',
      seenVersion: 0,
      now,
      values: { 'policy.plan.warnDays': 9 },
      changedBy: `staff:${admin.id}`,
    }),
  )
  expect(await approve()).toEqual({ outcome: 'stale', version: 2 })
})
