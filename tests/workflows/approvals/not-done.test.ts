import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { approvalOf } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { couldBeDone } from '#lib/workflows/approvals/could-be-done.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'
import { cashByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import { releaseByStaff } from '#lib/workflows/unlocks/release-by-staff.ts'
import { dayFromNow, loanRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { toldElsewhere } from '#tests/plans/given-plan.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { deskRules } from '#tests/support/policy.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const desk = deskRules({ cashAloneMinor: { LKR: '100000' } })
const lender = await givenLender({ policy: { desk } })
const agent = await givenStaff(lender, 'agent')
const approver = await givenStaff(lender, 'approver')

async function enter(loan: GivenLoan, amountMinor: bigint): Promise<string | undefined> {
  const paymentId = randomUUID()
  const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
  const entered = await transaction((tx) =>
    cashByStaff(tx, {
      lenderId: lender.id,
      loanId: loan.loanId,
      paymentId,
      amountMinor,
      method: 'cash',
      officeReceipt: paymentId,
      staffId: agent.id,
      locale: 'en',
      seenOutstandingMinor,
      takenOn: Temporal.PlainDate.from(dayFromNow(0)),
      note: 'Counted',
      currency: 'LKR',
      now: Temporal.Now.instant(),
    }),
  )
  return 'approvalId' in entered ? entered.approvalId : undefined
}

async function asked(loan: GivenLoan): Promise<string> {
  const approvalId = await enter(loan, 3_000_000n)
  if (!approvalId) throw new Error('nobody had to be asked')
  return approvalId
}

const now = () => Temporal.Now.instant()
const tried = (approvalId: string) => couldBeDone({ approvalId, staffId: approver.id, now: now() })

function decide(approvalId: string, decision: 'approved' | 'refused' | 'stale') {
  const word = { approvalId, staffId: approver.id, decision, note: 'Seen', now: now() }
  return transaction((tx) => decideAsked(tx, word))
}

function casesOf({ loanId }: GivenLoan) {
  return database()
    .selectFrom('cases')
    .select(['kind', 'detail', 'takenBy', 'closedAt'])
    .where('loanId', '=', loanId)
    .execute()
}

const ofAgent = (approval: string) => [
  { kind: 'approval_not_done', detail: { approval }, takenBy: agent.id, closedAt: null },
]

test('what a yes would do is tried, and nothing of it stays', async () => {
  const loan = await givenLoan(lender, twoLate())
  const approvalId = await asked(loan)
  expect(await tried(approvalId)).toBe(true)
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_690_000n })
  expect(await unlocksOf(loan)).toEqual([])
  expect(await approvalOf(database(), lender.id, approvalId)).toMatchObject({ state: 'waiting' })
  expect(await decide(approvalId, 'approved')).toEqual({ outcome: 'done' })
  expect(await casesOf(loan)).toEqual([])
})

test('figures that have changed are known before anybody says yes, and are sent back', async () => {
  const loan = await givenLoan(lender, twoLate())
  const bystander = await givenLoan(lender, twoLate())
  const approvalId = await asked(loan)
  const other = await asked(bystander)
  await enter(loan, 100n)
  expect(await tried(approvalId)).toBe(false)
  expect(await tried(other)).toBe(true)
  expect(await casesOf(loan)).toEqual([])
  expect(await decide(approvalId, 'stale')).toEqual({ outcome: 'stale' })
  expect(await approvalOf(database(), lender.id, approvalId)).toMatchObject({ state: 'stale' })
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_689_900n })
  expect(await casesOf(loan)).toEqual(ofAgent(approvalId))
  expect(await casesOf(bystander)).toEqual([])
})

test.each(['approved', 'refused'] as const)(
  'whoever asked finds what was %s and not done in the work list',
  async (decision) => {
    const loan = await givenLoan(lender, twoLate())
    const approvalId = await asked(loan)
    if (decision === 'approved') await enter(loan, 100n)
    await decide(approvalId, decision)
    expect(await casesOf(loan)).toEqual(ofAgent(approvalId))
  },
)

test('what is asked for again and done ends its case; another entry of the loan leaves it', async () => {
  const loan = await givenLoan(lender, twoLate())
  const bystander = await givenLoan(lender, twoLate())
  const refused = await asked(loan)
  const other = await asked(bystander)
  for (const approvalId of [refused, other]) await decide(approvalId, 'refused')
  await enter(loan, 200n)
  expect(await casesOf(loan)).toEqual(ofAgent(refused))
  expect(await decide(await asked(loan), 'approved')).toEqual({ outcome: 'done' })
  expect(await casesOf(loan)).toMatchObject([
    { detail: { approval: refused }, closedAt: expect.anything() },
  ])
  expect(await casesOf(bystander)).toEqual(ofAgent(other))
})

test('what is asked for again and refused again is one case: that of the newer word', async () => {
  const loan = await givenLoan(lender, twoLate())
  const first = await asked(loan)
  await decide(first, 'refused')
  const second = await asked(loan)
  await decide(second, 'refused')
  const open = (await casesOf(loan)).filter(({ closedAt }) => closedAt === null)
  expect(open).toEqual(ofAgent(second))
})

test('what one person does alone after all ends it, too', async () => {
  const loan = await givenLoan(lender, twoLate())
  const bystander = await givenLoan(lender, twoLate())
  const ask = (one: GivenLoan) =>
    transaction((tx) => releaseByStaff(tx, releaseOf(one, 3_690_000n)))
  for (const one of [loan, bystander]) {
    const waiting = await ask(one)
    if (!('approvalId' in waiting)) throw new Error('nobody had to be asked')
    await decide(waiting.approvalId, 'refused')
  }
  await toldElsewhere(loan, 3_690_000n)
  expect((await casesOf(loan)).map(({ closedAt }) => closedAt)).toEqual([null])
  const done = await transaction((tx) => releaseByStaff(tx, releaseOf(loan, 0n)))
  expect(done).toMatchObject({ outcome: 'released' })
  const open = async (one: GivenLoan) => (await casesOf(one)).filter((found) => !found.closedAt)
  expect(await open(loan)).toEqual([])
  expect(await open(bystander)).toHaveLength(1)
})

function releaseOf({ loanId }: GivenLoan, seenOutstandingMinor: bigint) {
  const by = { lenderId: lender.id, staffId: agent.id, token: randomUUID(), now: now() }
  return { ...by, loanId, reason: 'They moved away', writesOff: false, seenOutstandingMinor }
}
