import { expect, test } from 'vitest'
import { transaction } from '#lib/db/transaction.ts'
import { resendUnlock } from '#lib/unlocks/resend-unlock.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { at, inState, request, unlockRow } from './given-unlock.ts'

await freshDatabase()
const lender = await givenLender()

async function refused(loan: GivenLoan) {
  const { unlockId } = await request(loan)
  await inState(unlockId, 'rejected')
  return unlockId
}

function resend(unlockId: string) {
  const about = { unlockId, lenderId: lender.id, actor: 'staff:test' }
  return transaction((tx) => resendUnlock(tx, { ...about, deadlineAt: at(60), now: at(5) }))
}

test('one that was refused is replaced by one that reads the phone first', async () => {
  const unlockId = await refused(await givenLoan(lender, [['2026-12-01', 100n]]))
  const sent = await resend(unlockId)
  if (sent.outcome !== 'sent_again') throw new Error(sent.outcome)
  expect(await unlockRow(sent.unlockId)).toMatchObject({ state: 'requested', mustReadState: true })
  expect(await unlockRow(unlockId)).toMatchObject({
    state: 'superseded',
    supersededBy: sent.unlockId,
  })
})

test('beside a newer one that is out already nothing is sent, and that is left as it is', async () => {
  const loan = await givenLoan(lender, [['2026-12-01', 100n]])
  const older = await refused(loan)
  const { unlockId: newer } = await request(loan, { now: at(1) })
  await inState(newer, 'accepted')
  const before = await unlockRow(newer)
  expect(await resend(older)).toEqual({ outcome: 'over' })
  expect(await unlockRow(newer)).toEqual(before)
  expect(await unlockRow(older)).toMatchObject({ state: 'superseded', supersededBy: newer })
})

test('where a person opens the phone nothing is sent: what waits for that person stands', async () => {
  const loan = await givenLoan(lender, [['2026-12-01', 100n]], { provider: 'manual' })
  const unlockId = await refused(loan)
  const before = await unlockRow(unlockId)
  expect(await resend(unlockId)).toEqual({ outcome: 'over' })
  expect(await unlockRow(unlockId)).toEqual(before)
})
