import { expect, test } from 'vitest'
import { caseOf } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { answerAndTell } from '#lib/workflows/strangers/answer-and-tell.ts'
import { givenBuyer } from '#tests/cases/given-buyer.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()

const lender = await givenLender()
const staff = await givenStaff(lender, 'agent')

function answer(caseId: string, seenVersion = 1) {
  const act = {
    lenderId: lender.id,
    caseId,
    staffId: staff.id,
    seenVersion,
    now: Temporal.Now.instant(),
  }
  const given = { finding: 'unclear', answer: 'We cannot say who sold it.', note: null } as const
  return transaction((tx) => answerAndTell(tx, { ...act, ...given }))
}

const noticesOf = (caseId: string) =>
  database().selectFrom('notices').selectAll().where('causeId', '=', caseId).execute()

test('a buyer who left an address is told that the answer is there, and where; not what it is', async () => {
  const { caseId, code, reference } = await givenBuyer({ lenderId: lender.id })
  expect(await answer(caseId)).toEqual({ refusal: undefined })
  const [notice] = await noticesOf(caseId)
  expect(notice).toMatchObject({ kind: 'buyer_answered', recipient: 'buyer@mail.example' })
  const { subject, text } = await composeNotice(database(), notice as never)
  expect(subject).toContain(reference)
  expect(text).toContain(`/bought/${code}`)
  expect(text).not.toContain('We cannot say')
})

test('nobody is told of what is not answered, or where no address was left', async () => {
  const stale = await givenBuyer({ lenderId: lender.id })
  expect(await answer(stale.caseId, 7)).toEqual({ refusal: 'stale' })
  expect(await noticesOf(stale.caseId)).toEqual([])
  const silent = await givenBuyer({ lenderId: lender.id })
  await database()
    .updateTable('buyerReports')
    .set({ email: null })
    .where('caseId', '=', silent.caseId)
    .execute()
  expect(await answer(silent.caseId)).toEqual({ refusal: undefined })
  expect(await noticesOf(silent.caseId)).toEqual([])
  const closed = await caseOf(database(), lender.id, silent.caseId)
  expect(closed?.closedAt).not.toBeNull()
})
