import { beforeEach, expect, test } from 'vitest'
import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { workCounts, workList } from '#lib/desk/work-list.ts'
import { usualHours } from '#lib/domain/work.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()

const now = Temporal.Now.instant()
const hours = (count: number) => now.add({ minutes: 60 * count })
let lender: Awaited<ReturnType<typeof givenLender>>
let loan: GivenLoan

beforeEach(async () => {
  lender = await givenLender({ alone: true })
  loan = await givenLoan(lender, [['2026-11-01', 100_000n]])
})

async function givenPlan(decideBy: Temporal.Instant): Promise<string> {
  const { id } = await database()
    .insertInto('plans')
    .values({
      lenderId: lender.id,
      loanId: loan.loanId,
      state: 'asked',
      decideBy,
      reference: reference(),
      askedBy: 'borrower:x',
      askedAt: hours(-1),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function givenCaseDue(dueAt: Temporal.Instant | null, openedAt = hours(-1)): Promise<string> {
  const dedupeKey = crypto.randomUUID()
  const about = { lenderId: lender.id, loanId: loan.loanId, dedupeKey }
  await transaction((tx) => openCase(tx, { ...about, kind: 'payment_set_aside' }))
  const { id } = await database()
    .updateTable('cases')
    .set({ dueAt, openedAt })
    .where('dedupeKey', '=', dedupeKey)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function givenLateUnlock(): Promise<string> {
  const { id } = await database()
    .insertInto('unlocks')
    .values({
      lenderId: lender.id,
      deviceId: loan.deviceId,
      loanId: loan.loanId,
      reference: reference(),
      idempotencyKey: reference(),
      cause: 'payment',
      causeId: 'x',
      intent: 'indefinite',
      state: 'accepted',
      deadlineAt: hours(-2),
      lateAt: hours(-2),
      requestedAt: hours(-3),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

let serial = 0
function reference(): string {
  serial += 1
  return `TEST-${String(serial).padStart(4, '0')}`
}

const list = (filter: Partial<Parameters<typeof workList>[1]> = {}) =>
  workList(database(), { lenderId: lender.id, withinHours: usualHours, ...filter })
const ids = async (filter?: Parameters<typeof list>[0]) => (await list(filter)).map(({ id }) => id)

test('the nearest deadline comes first; what was promised to nobody has the one of its kind', async () => {
  const later = await givenPlan(hours(5))
  const soon = await givenCaseDue(hours(1))
  const old = await givenCaseDue(null, hours(-30))
  const fresh = await givenCaseDue(null, hours(-22))
  const late = await givenLateUnlock()
  // Money is looked at within 24 hours.
  expect(await ids()).toEqual([old, late, soon, fresh, later])
  const withinHours = { ...usualHours, money: 36 }
  expect(await ids({ withinHours })).toEqual([late, soon, later, old, fresh])
  const [, , , item] = await list({ withinHours })
  expect(item?.dueAt.epochMilliseconds).toBe(hours(6).epochMilliseconds)
  const who = { lenderId: lender.id, staffId: crypto.randomUUID(), now }
  expect(await workCounts(database(), { ...who, withinHours })).toMatchObject({ overdue: 1 })
  expect(await workCounts(database(), { ...who, withinHours: usualHours })).toMatchObject({
    overdue: 2,
  })
})

test('a late unlock by hand is one thing to do, and stays in the list when only its lateness is left', async () => {
  const unlockId = await givenLateUnlock()
  const about = { lenderId: lender.id, loanId: loan.loanId, unlockId }
  for (const kind of ['unlock_late', 'manual_unlock'] as const)
    await transaction((tx) => openCase(tx, { ...about, kind, dedupeKey: `${kind}:${unlockId}` }))
  expect((await list()).map(({ what }) => what)).toEqual(['manual_unlock'])
  const who = { lenderId: lender.id, staffId: crypto.randomUUID(), now }
  const counts = await workCounts(database(), { ...who, withinHours: usualHours })
  expect(counts).toMatchObject({ unlocks: 1, total: 1 })
  await database()
    .updateTable('cases')
    .set({ closedAt: now, closedBy: 'system' })
    .where('kind', '=', 'manual_unlock')
    .where('unlockId', '=', unlockId)
    .execute()
  expect((await list()).map(({ what }) => what)).toEqual(['unlock_late'])
})

test('each thing says what it is, whose, and where it is decided', async () => {
  const plan = await givenPlan(hours(5))
  const [item] = await list()
  expect(item).toMatchObject({
    group: 'plans',
    subject: 'plan',
    id: plan,
    loanNumber: loan.loanNumber,
    borrowerName: 'Nimali Perera',
    takenBy: null,
  })
  expect(item?.dueAt?.epochMilliseconds).toBe(hours(5).epochMilliseconds)
})

test('a late unlock is in the list once: as its case, when it has one', async () => {
  const unlockId = await givenLateUnlock()
  expect((await list()).map(({ subject }) => subject)).toEqual(['unlock'])
  const about = { lenderId: lender.id, loanId: loan.loanId, unlockId }
  await transaction((tx) =>
    openCase(tx, { ...about, kind: 'unlock_late', dedupeKey: `late:${unlockId}` }),
  )
  const [item, ...others] = await list()
  expect(others).toEqual([])
  expect(item).toMatchObject({ subject: 'case', group: 'unlocks', what: 'unlock_late' })
  expect(item?.dueAt?.epochMilliseconds).toBe(hours(-2).epochMilliseconds)
})

test('the list is narrowed by group and by who has taken what, and read in pages', async () => {
  const staff = await givenStaff(lender, 'agent')
  const plan = await givenPlan(hours(5))
  const mine = await givenCaseDue(hours(1))
  await database()
    .updateTable('cases')
    .set({ takenBy: staff.id, takenAt: now })
    .where('id', '=', mine)
    .execute()
  expect(await ids({ group: 'plans' })).toEqual([plan])
  expect(await ids({ group: 'money' })).toEqual([mine])
  expect(await ids({ takenBy: staff.id })).toEqual([mine])
  expect(await ids({ size: 1, page: 1 })).toEqual([mine])
  expect(await ids({ size: 1, page: 2 })).toEqual([plan])
  const [item] = await list({ takenBy: staff.id })
  expect(item?.takenByName).toBe(staff.name)
  const counts = await workCounts(database(), {
    lenderId: lender.id,
    withinHours: usualHours,
    staffId: staff.id,
    now,
  })
  expect(counts).toMatchObject({ total: 2, mine: 1, plans: 1, money: 1, overdue: 0 })
})

test('what is decided, closed, or another lender’s is not work', async () => {
  const plan = await givenPlan(hours(5))
  await database().updateTable('plans').set({ state: 'refused' }).where('id', '=', plan).execute()
  const closed = await givenCaseDue(null)
  await database().updateTable('cases').set({ closedAt: now }).where('id', '=', closed).execute()
  await givenCaseDue(null)
  expect(await list({ lenderId: (await givenLender({ alone: true })).id })).toEqual([])
  expect(await list()).toHaveLength(1)
})

test('returns wait for staff only where staff must act', async () => {
  const shown: string[] = []
  for (const state of ['offered', 'arranged', 'received', 'inspected', 'agreed'] as const) {
    const loanOfState = await givenLoan(lender, [['2026-11-01', 100_000n]])
    await database()
      .insertInto('returns')
      .values({
        lenderId: lender.id,
        loanId: loanOfState.loanId,
        deviceId: loanOfState.deviceId,
        reference: reference(),
        state,
        askedBy: 'borrower:x',
        stateAt: hours(serial),
      })
      .execute()
  }
  for (const { what } of await list({ group: 'returns' })) shown.push(what)
  expect(shown).toEqual(['to_schedule', 'received', 'agreed'])
})

test('what waits for a second person says whose loan it is about', async () => {
  const asker = await givenStaff(lender, 'agent')
  await database()
    .insertInto('approvals')
    .values({
      lenderId: lender.id,
      kind: 'release',
      subjectId: loan.loanId,
      askedBy: asker.id,
      detail: '{}',
      reason: 'Lost in a flood',
      loanId: loan.loanId,
    })
    .execute()
  expect(await list({ group: 'approvals' })).toMatchObject([
    { what: 'release', loanNumber: loan.loanNumber, borrowerName: 'Nimali Perera' },
  ])
})
