import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { approvalOf } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { aloneToday } from '#lib/payments/cash/cash-alone.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'
import { cashByStaff, reverseByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import { givenCredit } from '#tests/payments/given-credit.ts'
import { dayFromNow, loanRow, twoLate, unlocksOf } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { cashAloneMinor, deskRules } from '#tests/support/policy.ts'
import { type GivenStaff, givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
afterEach(() => expectLedgerToHold(database()))

// The loan owes 3,690,000.
const limitMinor = 2_000_000n
const desk = deskRules({
  cashAloneMinor: { LKR: `${limitMinor}` },
  refundAloneMinor: { LKR: '9000000' },
})
const lender = await givenLender({ policy: { desk } })
const approver = await givenStaff(lender, 'approver')
const zone = 'Asia/Colombo'
const aLoan = () => givenLoan(lender, twoLate())
const anAgent = () => givenStaff(lender, 'agent')

type Values = { method?: 'cash' | 'bank_transfer'; now?: Temporal.Instant }

async function enter(agent: GivenStaff, loan: GivenLoan, amountMinor: bigint, values: Values = {}) {
  const { method = 'cash', now = Temporal.Now.instant() } = values
  const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
  const paymentId = randomUUID()
  const asked = await transaction((tx) =>
    cashByStaff(tx, {
      lenderId: loan.lenderId,
      loanId: loan.loanId,
      paymentId,
      amountMinor,
      method,
      now,
      officeReceipt: paymentId,
      staffId: agent.id,
      locale: 'en',
      seenOutstandingMinor,
      takenOn: Temporal.PlainDate.from(dayFromNow(0)),
      note: 'Counted',
      currency: 'LKR',
    }),
  )
  return { ...asked, paymentId }
}

async function approve(approvalId: string, decision: 'approved' | 'refused' = 'approved') {
  const word = { approvalId, staffId: approver.id, decision, note: 'Seen' }
  return transaction((tx) => decideAsked(tx, { ...word, now: Temporal.Now.instant() }))
}

function asked(entered: Awaited<ReturnType<typeof enter>>): string {
  if (!('approvalId' in entered))
    throw new Error(`not asked: ${JSON.stringify(Object.keys(entered))}`)
  return entered.approvalId
}

async function reasonsOf(approvalId: string): Promise<unknown> {
  const approval = await approvalOf(database(), lender.id, approvalId)
  return approval?.detail && (approval.detail as { why: unknown }).why
}

describe('one person alone', () => {
  test('enters up to the limit of a day, over several loans and both ways of paying', async () => {
    const agent = await anAgent()
    const one = await aLoan()
    const other = await aLoan()
    expect(await enter(agent, one, 1_200_000n)).toMatchObject({ outcome: 'recorded' })
    expect(await enter(agent, other, 800_000n, { method: 'bank_transfer' })).toMatchObject({
      outcome: 'recorded',
    })
    const over = await enter(agent, other, 1n)
    expect(over).toMatchObject({ outcome: 'asked', isNew: true })
    expect(await reasonsOf(asked(over))).toEqual(['over_limit'])
    expect(await loanRow(other)).toMatchObject({ outstandingMinor: 2_890_000n })
  })

  test('has the limit anew on the next day and for another person, not after undoing an entry', async () => {
    const agent = await anAgent()
    const loan = await aLoan()
    const { paymentId } = await enter(agent, loan, limitMinor)
    const undone = { lenderId: lender.id, paymentId, amountMinor: limitMinor, currency: 'LKR' }
    const by = { note: 'Wrong loan', staffId: agent.id, now: Temporal.Now.instant() }
    expect(await transaction((tx) => reverseByStaff(tx, { ...undone, ...by }))).toEqual({
      outcome: 'reversed',
    })
    expect(await enter(agent, loan, 1n)).toMatchObject({ outcome: 'asked' })
    const midnight = Temporal.Now.zonedDateTimeISO(zone).add({ days: 1 }).startOfDay()
    const last = midnight.subtract({ seconds: 1 }).toInstant()
    expect(await enter(agent, loan, 1n, { now: last })).toMatchObject({ outcome: 'asked' })
    expect(await enter(agent, loan, 1n, { now: midnight.toInstant() })).toMatchObject({
      outcome: 'recorded',
    })
    expect(await enter(await anAgent(), loan, 1n)).toMatchObject({ outcome: 'recorded' })
  })

  test('is told what was entered today, and what is left of the limit', async () => {
    const agent = await anAgent()
    const loan = await aLoan()
    await enter(agent, loan, 510_000n)
    const { policy, timeZone } = await lenderById(database(), lender.id)
    const today = (now: Temporal.Instant) =>
      aloneToday(database(), {
        lender: { policy, timeZone },
        currency: 'LKR',
        staffId: agent.id,
        now,
      })
    const now = Temporal.Now.instant()
    const of = { limitMinor, takenMinor: 510_000n, leftMinor: 1_490_000n }
    expect(await today(now)).toEqual(of)
    const tomorrow = now.add({ hours: 24 })
    expect(await today(tomorrow)).toEqual({ limitMinor, takenMinor: 0n, leftMinor: limitMinor })
  })

  test('cannot pass it by entering on many loans at once', async () => {
    const agent = await anAgent()
    const loans = await Promise.all(Array.from({ length: 6 }, () => aLoan()))
    const entered = await Promise.all(loans.map((loan) => enter(agent, loan, 900_000n)))
    const alone = entered.filter((one) => 'outcome' in one && one.outcome === 'recorded')
    expect(alone).toHaveLength(2)
    expect(await takenAlone(agent)).toBe(1_800_000n)
  })

  test('nor do two agents together pass each one’s own', async () => {
    const agents = await Promise.all([anAgent(), anAgent()])
    const loans = await Promise.all(Array.from({ length: 4 }, () => aLoan()))
    await Promise.all(
      loans.flatMap((loan) =>
        agents.map((agent) => enter(agent, loan, 1_500_000n).catch(() => {})),
      ),
    )
    for (const agent of agents) expect(await takenAlone(agent)).toBeLessThanOrEqual(limitMinor)
    const [first] = agents
    expect(first && (await takenAlone(first))).toBe(1_500_000n)
  })

  test('enters nothing where the lender has no limit in the currency', async () => {
    const strict = await givenLender({ policy: { desk: deskRules({ cashAloneMinor: {} }) } })
    const loan = await givenLoan(strict, twoLate())
    expect(await enter(await givenStaff(strict, 'agent'), loan, 1n)).toMatchObject({
      outcome: 'asked',
    })
  })
})

describe('two people', () => {
  const wide = { desk: deskRules({ cashAloneMinor }) }

  test('a debt of 9,000 paid with 90,000: nothing is booked before the second agrees', async () => {
    const agent = await anAgent()
    const loan = await givenLoan(lender, [[dayFromNow(-9), 900_000n]])
    const entered = await enter(agent, loan, 9_000_000n)
    expect(await reasonsOf(asked(entered))).toEqual(['over_limit', 'overpaid', 'ends_loan'])
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 900_000n, creditMinor: 0n })
    expect(await unlocksOf(loan)).toEqual([])
    expect(await approve(asked(entered), 'refused')).toEqual({ outcome: 'refused' })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 900_000n, creditMinor: 0n })
  })

  test('the end of a loan: released only once a second person has agreed, and booked once', async () => {
    const open = await givenLender({ policy: wide })
    const agent = await givenStaff(open, 'agent')
    const second = await givenStaff(open, 'approver')
    const loan = await givenLoan(open, [[dayFromNow(-9), 900_000n]])
    const entered = await enter(agent, loan, 900_000n)
    const word = { approvalId: asked(entered), decision: 'approved', note: null } as const
    const now = Temporal.Now.instant()
    const own = { ...word, staffId: agent.id, now }
    expect(await transaction((tx) => decideAsked(tx, own))).toEqual({ refusal: 'not_allowed' })
    const both = await Promise.all(
      [1, 2].map(() => transaction((tx) => decideAsked(tx, { ...word, staffId: second.id, now }))),
    )
    expect(both).toContainEqual({ outcome: 'done' })
    expect(both).toContainEqual({ refusal: 'decided' })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect((await unlocksOf(loan)).map(({ intent }) => intent)).toEqual(['release'])
    expect(await paymentOf(entered.paymentId)).toEqual({
      takenBy: agent.id,
      approvalId: word.approvalId,
      state: 'paid',
    })
  })

  test('a rest that the lender lets go of ends the loan as well', async () => {
    const waiving = await givenLender({ policy: { ...wide, smallRest: 'waive' } })
    const loan = await givenLoan(waiving, [[dayFromNow(-9), 900_000n]])
    const agent = await givenStaff(waiving, 'agent')
    const entered = await enter(agent, loan, 899_999n)
    expect(entered).toMatchObject({ outcome: 'asked' })
    expect(await enter(agent, loan, 100_000n)).toMatchObject({ outcome: 'recorded' })
  })

  test('figures that have changed meanwhile: nothing is booked', async () => {
    const agent = await anAgent()
    const loan = await aLoan()
    const entered = await enter(agent, loan, 3_690_000n)
    await enter(await anAgent(), loan, 100n)
    expect(await approve(asked(entered))).toEqual({ outcome: 'stale' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 3_689_900n })
  })

  test('what two have agreed on leaves each one’s own limit as it was', async () => {
    const agent = await anAgent()
    const loan = await aLoan()
    expect(await approve(asked(await enter(agent, loan, 3_000_000n)))).toEqual({ outcome: 'done' })
    expect(await enter(agent, loan, 600_000n)).toMatchObject({ outcome: 'recorded' })
  })
})

function paymentOf(paymentId: string) {
  return database()
    .selectFrom('payments')
    .select(['takenBy', 'approvalId', 'state'])
    .where('id', '=', paymentId)
    .executeTakeFirst()
}

async function takenAlone({ id }: GivenStaff): Promise<bigint> {
  const rows = await database()
    .selectFrom('payments')
    .select('askedMinor')
    .where('takenBy', '=', id)
    .where('approvalId', 'is', null)
    .execute()
  return rows.reduce((sum, { askedMinor }) => sum + askedMinor, 0n)
}

test('on a loan that owes nothing it is more than is owed, and ends nothing', async () => {
  const agent = await anAgent()
  const loan = await aLoan()
  await givenCredit(loan.loanId, 0n)
  const entered = await enter(agent, loan, 100n)
  if (!('approvalId' in entered)) throw new Error('nobody was asked')
  const asked = await approvalOf(database(), lender.id, entered.approvalId)
  expect(asked?.detail).toMatchObject({ act: 'cash', why: ['overpaid'] })
})
