import { expect, test } from 'vitest'
import { type CaseAct, closeCase, handBackCase, takeCase } from '#lib/cases/change-case.ts'
import { openCase } from '#lib/cases/open-case.ts'
import { caseChanges, caseOf } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { type GivenStaff, givenStaff } from '#tests/support/staff.ts'

await freshDatabase()

const now = Temporal.Now.instant()
const lender = await givenLender()
const amara = await givenStaff(lender, 'agent')
const bashir = await givenStaff(lender, 'agent')

async function givenCase(): Promise<string> {
  const dedupeKey = crypto.randomUUID()
  await transaction((tx) => openCase(tx, { lenderId: lender.id, kind: 'dispute', dedupeKey }))
  const { id } = await database()
    .selectFrom('cases')
    .select('id')
    .where('dedupeKey', '=', dedupeKey)
    .executeTakeFirstOrThrow()
  return id
}

const act = (caseId: string, staff: GivenStaff, seenVersion: number): CaseAct => ({
  lenderId: lender.id,
  caseId,
  staffId: staff.id,
  seenVersion,
  now,
})
const take = (caseId: string, staff: GivenStaff, seenVersion: number, from?: string) =>
  transaction((tx) => takeCase(tx, { ...act(caseId, staff, seenVersion), from }))
const close = (caseId: string, staff: GivenStaff, seenVersion: number, note = 'Called back') =>
  transaction((tx) => closeCase(tx, { ...act(caseId, staff, seenVersion), note }))

test('a case is taken, handed back and closed, each with its line', async () => {
  const caseId = await givenCase()
  expect(await take(caseId, amara, 1)).toEqual({ refusal: undefined })
  expect(await transaction((tx) => handBackCase(tx, act(caseId, amara, 2)))).toEqual({
    refusal: undefined,
  })
  expect(await close(caseId, bashir, 3)).toEqual({ refusal: undefined })
  const found = await caseOf(database(), lender.id, caseId)
  expect(found).toMatchObject({
    closingNote: 'Called back',
    closedBy: `staff:${bashir.id}`,
    version: 4,
  })
  const changes = await caseChanges(database(), { lenderId: lender.id, caseId })
  expect(changes.map(({ action, name }) => [action, name])).toEqual([
    ['case.opened', null],
    ['case.taken', amara.name],
    ['case.handed_back', amara.name],
    ['case.closed', bashir.name],
  ])
})

test('two take a case at once: one has it, the other is told', async () => {
  const caseId = await givenCase()
  const refusals = await Promise.all([take(caseId, amara, 1), take(caseId, bashir, 1)])
  expect(refusals.map(({ refusal }) => refusal).toSorted()).toEqual(['stale', undefined])
  const found = await caseOf(database(), lender.id, caseId)
  const second = found?.takenBy === amara.id ? bashir : amara
  expect(await take(caseId, second, 2)).toEqual({ refusal: 'taken' })
})

test('another’s case is taken over only knowingly', async () => {
  const caseId = await givenCase()
  await take(caseId, amara, 1)
  expect(await take(caseId, bashir, 2)).toEqual({ refusal: 'taken' })
  expect(await take(caseId, bashir, 2, crypto.randomUUID())).toEqual({ refusal: 'taken' })
  expect(await close(caseId, bashir, 2)).toEqual({ refusal: 'taken' })
  expect(await take(caseId, bashir, 2, amara.id)).toEqual({ refusal: undefined })
  expect((await caseOf(database(), lender.id, caseId))?.takenBy).toBe(bashir.id)
})

test('who acts on what was seen before is refused, and learns what happened since', async () => {
  const caseId = await givenCase()
  const seen = (await caseChanges(database(), { lenderId: lender.id, caseId })).at(-1)?.id
  await take(caseId, amara, 1)
  expect(await close(caseId, bashir, 1, 'Nothing to do')).toEqual({ refusal: 'stale' })
  const since = await caseChanges(database(), { lenderId: lender.id, caseId }, seen)
  expect(since.map(({ action, name }) => [action, name])).toEqual([['case.taken', amara.name]])
  expect((await caseOf(database(), lender.id, caseId))?.closingNote).toBeNull()
})

test('a closed case stays as it was closed', async () => {
  const caseId = await givenCase()
  await close(caseId, amara, 1, 'First')
  expect(await close(caseId, bashir, 2, 'Second')).toEqual({ refusal: 'closed' })
  expect(await take(caseId, bashir, 2)).toEqual({ refusal: 'closed' })
  expect((await caseOf(database(), lender.id, caseId))?.closingNote).toBe('First')
})

test('another lender’s case is not there', async () => {
  const caseId = await givenCase()
  const abroad = await givenStaff(await givenLender(), 'admin')
  const foreign = { ...act(caseId, abroad, 1), lenderId: abroad.lenderId }
  expect(await transaction((tx) => closeCase(tx, { ...foreign, note: 'x' }))).toEqual({
    refusal: 'not_found',
  })
  expect(await caseOf(database(), abroad.lenderId, caseId)).toBeUndefined()
  expect(await caseOf(database(), lender.id, 'nonsense')).toBeUndefined()
})
