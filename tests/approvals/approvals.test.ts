import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { askApproval } from '#lib/approvals/ask-approval.ts'
import { decideApproval, markStale } from '#lib/approvals/decide-approval.ts'
import { approvalOf, waitingApprovals } from '#lib/approvals/queries.ts'
import { withdrawApproval } from '#lib/approvals/withdraw-approval.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { type GivenStaff, givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const lender = await givenLender()
const agent = await givenStaff(lender, 'agent')
const approver = await givenStaff(lender, 'approver')
const stranger = await givenStaff(await givenLender(), 'admin')
const now = Temporal.Instant.from('2026-11-21T04:00:00Z')

function ask(staff: GivenStaff = agent, subjectId = randomUUID(), id?: string) {
  const detail = { act: 'test', amountMinor: '5' }
  return transaction((tx) =>
    askApproval(tx, {
      ...(id && { id }),
      kind: 'refund',
      subjectId,
      detail,
      reason: 'Paid twice',
      staffId: staff.id,
      lenderId: lender.id,
      now,
    }),
  )
}

function decide(approvalId: string, staff: GivenStaff, decision: 'approved' | 'refused') {
  const word = { approvalId, staffId: staff.id, decision, note: null, now }
  return transaction((tx) => decideApproval(tx, word))
}

function auditLogOf(approvalId: string) {
  return database()
    .selectFrom('auditLog')
    .select(['action', 'actor'])
    .where('subjectId', '=', approvalId)
    .orderBy('id')
    .execute()
}

test('one asks, another decides, and what was asked comes back exactly', async () => {
  const { approvalId } = await ask()
  expect(await decide(approvalId, approver, 'approved')).toMatchObject({
    approval: { kind: 'refund', askedBy: agent.id, detail: { act: 'test', amountMinor: '5' } },
  })
  expect(await approvalOf(database(), lender.id, approvalId)).toMatchObject({
    state: 'approved',
    askerName: agent.name,
    deciderName: approver.name,
  })
  expect(await auditLogOf(approvalId)).toEqual([
    { action: 'approval.asked', actor: `staff:${agent.id}` },
    { action: 'approval.approved', actor: `staff:${approver.id}` },
  ])
})

test('a form sent again asks for nothing new, whatever came of it', async () => {
  const [form, subjectId] = [randomUUID(), randomUUID()]
  expect(await ask(agent, subjectId, form)).toEqual({ approvalId: form, isNew: true })
  expect(await ask(agent, subjectId, form)).toEqual({ approvalId: form, isNew: false })
  await decide(form, approver, 'refused')
  expect(await ask(agent, subjectId, form)).toEqual({ approvalId: form, isNew: false })
  expect(await ask(agent, subjectId, randomUUID())).toMatchObject({ isNew: true })
})

describe('who may not decide', () => {
  test('the one who asked', async () => {
    const { approvalId } = await ask(approver)
    expect(await decide(approvalId, approver, 'approved')).toEqual({ refusal: 'same_person' })
  })

  test('the database refuses the same person, too', async () => {
    const { approvalId } = await ask(approver)
    const sneak = database()
      .updateTable('approvals')
      .set({ state: 'approved', decidedBy: approver.id, decidedAt: now })
      .where('id', '=', approvalId)
    await expect(sneak.execute()).rejects.toThrow('check constraint')
  })

  test('an agent', async () => {
    const { approvalId } = await ask()
    const other = await givenStaff(lender, 'agent')
    expect(await decide(approvalId, other, 'approved')).toEqual({ refusal: 'not_allowed' })
  })

  test('somebody who has left', async () => {
    const { approvalId } = await ask()
    const gone = await givenStaff(lender, 'admin')
    await database()
      .updateTable('staff')
      .set({ disabledAt: now })
      .where('id', '=', gone.id)
      .execute()
    expect(await decide(approvalId, gone, 'approved')).toEqual({ refusal: 'not_allowed' })
  })

  test('another lender’s staff: it is not there for them', async () => {
    const { approvalId } = await ask()
    expect(await decide(approvalId, stranger, 'approved')).toEqual({ refusal: 'missing' })
    expect(await approvalOf(database(), stranger.lenderId, approvalId)).toBeUndefined()
  })
})

test('the same thing waits once, however often it is asked', async () => {
  const subjectId = randomUUID()
  const asked = await Promise.all(Array.from({ length: 5 }, () => ask(agent, subjectId)))
  expect(asked.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(new Set(asked.map(({ approvalId }) => approvalId)).size).toBe(1)
})

test('two who decide at once: one word counts', async () => {
  const { approvalId } = await ask()
  const other = await givenStaff(lender, 'admin')
  const words = await Promise.all([
    decide(approvalId, approver, 'approved'),
    decide(approvalId, other, 'refused'),
  ])
  expect(words.filter((word) => 'refusal' in word)).toEqual([{ refusal: 'decided' }])
})

test('taken back only by the one who asked, and only while it waits', async () => {
  const { approvalId } = await ask()
  const withdraw = (staff: GivenStaff) =>
    transaction((tx) => withdrawApproval(tx, { approvalId, staffId: staff.id, now }))
  expect(await withdraw(approver)).toBe(false)
  expect(await withdraw(agent)).toBe(true)
  expect(await withdraw(agent)).toBe(false)
  expect(await decide(approvalId, approver, 'approved')).toEqual({ refusal: 'decided' })
})

test('what is stale by then says so, and does not wait any more', async () => {
  const { approvalId } = await ask()
  await decide(approvalId, approver, 'approved')
  const { id: staffId } = approver
  await transaction((tx) => markStale(tx, { approvalId, lenderId: lender.id, staffId }))
  expect(await approvalOf(database(), lender.id, approvalId)).toMatchObject({ state: 'stale' })
  const waiting = await waitingApprovals(database(), lender.id)
  expect(waiting.map(({ id }) => id)).not.toContain(approvalId)
})
