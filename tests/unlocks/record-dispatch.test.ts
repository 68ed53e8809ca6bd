import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { pollDelayMs } from '#lib/domain/lock/unlock.ts'
import { type ClaimedUnlock, claimUnlock } from '#lib/unlocks/claim-unlock.ts'
import { currentCode } from '#lib/unlocks/offline-code.ts'
import { recordAccepted } from '#lib/unlocks/record-dispatch.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { at, inState, request, unlockRow } from './given-unlock.ts'

await freshDatabase()
const lender = await givenLender()

/** An unlock that is being sent, after tries that failed. */
async function sending(): Promise<ClaimedUnlock> {
  const { unlockId } = await request(await givenLoan(lender, [['2026-12-01', 100n]]))
  await database()
    .updateTable('unlocks')
    .set({ polls: 3, errorClass: 'ambiguous', errorDetail: 'no answer', mustReadState: true })
    .where('id', '=', unlockId)
    .execute()
  const claimed = await claimUnlock(database(), unlockId, at(1))
  if (!claimed) throw new Error('nothing was to be sent')
  return claimed
}

function taken(claimed: ClaimedUnlock) {
  const answer = { handle: 'job-7', offlineCode: { code: '48172206' } }
  return transaction((tx) =>
    recordAccepted(tx, claimed, { ...answer, startedAt: at(1), now: at(2) }),
  )
}

async function jobsOf({ unlock }: ClaimedUnlock) {
  const { rows } = await sql<{ task: string; runAt: Temporal.Instant }>`
    select tasks.identifier as task, jobs.run_at from graphile_worker._private_jobs as jobs
      join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id
     where jobs.key = ${`unlock:${unlock.id}`}`.execute(database())
  return rows
}

test('what was taken is read for the first time soon, and what failed before is over', async () => {
  const claimed = await sending()
  const bystander = await sending()
  await taken(claimed)
  const nextActionAt = at(2).add({ milliseconds: pollDelayMs(0) })
  expect(await unlockRow(claimed.unlock.id)).toMatchObject({
    state: 'accepted',
    stateAt: at(2),
    acceptedAt: at(2),
    nextActionAt,
    handle: 'job-7',
    polls: 0,
    mustReadState: false,
    errorClass: null,
    errorDetail: null,
  })
  expect(await jobsOf(claimed)).toEqual([{ task: 'check-unlock', runAt: nextActionAt }])
  expect(await unlockRow(bystander.unlock.id)).toMatchObject({ state: 'dispatching', polls: 3 })
})

test('an answer that came after the phone’s own changes nothing; its code is kept', async () => {
  const claimed = await sending()
  const { id } = claimed.unlock
  await inState(id, 'confirmed')
  const before = await unlockRow(id)
  const jobs = await jobsOf(claimed)
  await taken(claimed)
  expect(await unlockRow(id)).toEqual(before)
  expect(await jobsOf(claimed)).toEqual(jobs)
  expect(await currentCode(database(), id, at(2))).toMatchObject({ code: '48172206' })
})

test('a service without a name for it and without a code leaves neither', async () => {
  const claimed = await sending()
  await transaction((tx) => recordAccepted(tx, claimed, { startedAt: at(1), now: at(2) }))
  expect(await unlockRow(claimed.unlock.id)).toMatchObject({ state: 'accepted', handle: null })
  expect(await currentCode(database(), claimed.unlock.id, at(2))).toBeUndefined()
})
