import { expect, test } from 'vitest'
import { waitingApproval } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'
import { settleByStaff } from '#lib/workflows/returns/return-by-staff.ts'
import { loanRow } from '#tests/payments/given-payment.ts'
import { paidElsewhere } from '#tests/plans/given-plan.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { givenReturn, photographed, returnRow } from './given-return.ts'
import { givenReturnLenders } from './given-return-lenders.ts'

const { given, lenders } = await givenReturnLenders()
const lender = lenders.settlement
const agent = await givenStaff(lender, 'agent')
const approver = await givenStaff(lender, 'approver')

async function settle({ returnId }: { returnId: string }) {
  const { version } = await returnRow(returnId)
  return transaction((tx) =>
    settleByStaff(tx, {
      returnId,
      seenVersion: version,
      actor: `staff:${agent.id}`,
      now: Temporal.Now.instant(),
      lenderId: lender.id,
      staffId: agent.id,
      valueMinor: 1_600n,
      note: 'The camera is broken',
    }),
  )
}

function decide(approvalId: string) {
  const word = { approvalId, staffId: approver.id, decision: 'approved', note: null } as const
  return transaction((tx) => decideAsked(tx, { ...word, now: Temporal.Now.instant() }))
}

test('with a photo one person settles it', async () => {
  const loan = await given('settlement')
  const acting = await givenReturn(loan, 'agreed')
  await photographed(acting)
  expect(await settle(acting)).toMatchObject({ owedAfterMinor: 2_400n })
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_400n })
})

test('without one, nothing is booked before a second person agrees', async () => {
  const loan = await given('settlement')
  const acting = await givenReturn(loan, 'agreed')
  const asked = await settle(acting)
  if (!('approvalId' in asked)) throw new Error('nobody was asked')
  expect(await settle(acting)).toEqual({ ...asked, isNew: false })
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 4_000n })
  expect(await returnRow(acting.returnId)).toMatchObject({ state: 'agreed' })
  const about = { kind: 'return', subjectId: acting.returnId } as const
  expect(await waitingApproval(database(), lender.id, about)).toMatchObject({ loanId: loan.loanId })
  expect(await decide(asked.approvalId)).toEqual({ outcome: 'done' })
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_400n })
  expect(await returnRow(acting.returnId)).toMatchObject({
    state: 'settled',
    approvalId: asked.approvalId,
  })
})

test('figures that have changed since it was asked: nothing is booked', async () => {
  const loan = await given('settlement')
  const acting = await givenReturn(loan, 'agreed')
  const asked = await settle(acting)
  await paidElsewhere(loan, 100n)
  expect('approvalId' in asked && (await decide(asked.approvalId))).toEqual({ outcome: 'stale' })
  expect(await returnRow(acting.returnId)).toMatchObject({ state: 'agreed' })
})
