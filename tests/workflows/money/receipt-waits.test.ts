import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'
import { cashByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import { dayFromNow, loanRow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { deskRules } from '#tests/support/policy.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
afterEach(() => expectLedgerToHold(database()))

const desk = deskRules({ cashAloneMinor: { LKR: '1000000' } })
const [lender, neighbour] = await Promise.all([
  givenLender({ policy: { desk } }),
  givenLender({ policy: { desk } }),
])
const agent = await givenStaff(lender, 'agent')
const approver = await givenStaff(lender, 'approver')
const forTwo = 1_500_000n
const forOne = 500_000n

type Entry = { loan: GivenLoan; officeReceipt: string; amountMinor?: bigint; paymentId?: string }

async function enter(
  { loan, officeReceipt, amountMinor = forTwo, paymentId = randomUUID() }: Entry,
  staffId = agent.id,
) {
  const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
  return transaction((tx) =>
    cashByStaff(tx, {
      lenderId: loan.lenderId,
      loanId: loan.loanId,
      paymentId,
      amountMinor,
      officeReceipt,
      staffId,
      seenOutstandingMinor,
      method: 'cash',
      locale: 'en',
      takenOn: Temporal.PlainDate.from(dayFromNow(0)),
      note: 'Counted',
      currency: 'LKR',
      now: Temporal.Now.instant(),
    }),
  )
}

async function waitingFor(officeReceipt: string): Promise<GivenLoan> {
  const loan = await givenLoan(lender, twoLate())
  expect(await enter({ loan, officeReceipt })).toMatchObject({ outcome: 'asked', isNew: true })
  return loan
}

test.each([
  ['by two', forTwo],
  ['by one', forOne],
])(
  'a receipt that waits for a second person is not entered again, neither %s',
  async (_, amountMinor) => {
    const first = await waitingFor(`R-${amountMinor}`)
    const loan = await givenLoan(lender, twoLate())
    const entered = await enter({ loan, officeReceipt: `r ${amountMinor}`, amountMinor })
    expect(entered).toEqual({
      refusal: 'receipt_waits',
      waiting: expect.objectContaining({
        askedByName: agent.name,
        loanNumber: first.loanNumber,
      }),
    })
    const other = await enter({ loan, officeReceipt: `other ${amountMinor}`, amountMinor })
    expect(other).toMatchObject({ outcome: amountMinor === forOne ? 'recorded' : 'asked' })
  },
)

test('the same form sent twice asks once; another lender has receipts of its own', async () => {
  const loan = await givenLoan(lender, twoLate())
  const entry = { loan, officeReceipt: 'Once', paymentId: randomUUID() }
  const first = await enter(entry)
  expect(await enter(entry)).toEqual({ ...first, isNew: false })
  const theirs = await givenLoan(neighbour, twoLate())
  const clerk = await givenStaff(neighbour, 'agent')
  expect(await enter({ loan: theirs, officeReceipt: 'Once' }, clerk.id)).toMatchObject({
    outcome: 'asked',
    isNew: true,
  })
})

test('what was refused frees its receipt', async () => {
  const loan = await givenLoan(lender, twoLate())
  const asked = await enter({ loan, officeReceipt: 'Refused' })
  if (!('approvalId' in asked)) throw new Error('nobody was asked')
  const word = { approvalId: asked.approvalId, staffId: approver.id, note: 'No' }
  await transaction((tx) =>
    decideAsked(tx, { ...word, decision: 'refused', now: Temporal.Now.instant() }),
  )
  expect(await enter({ loan, officeReceipt: 'Refused' })).toMatchObject({ outcome: 'asked' })
})

test('of twenty entries at once, one is asked', async () => {
  const loans = await Promise.all(Array.from({ length: 20 }, () => givenLoan(lender, twoLate())))
  const entered = await Promise.all(
    loans.map((loan, index) => enter({ loan, officeReceipt: index % 2 ? 'At-once' : 'at once' })),
  )
  const outcomes = entered.map((one) => ('refusal' in one ? one.refusal : one.outcome)).sort()
  expect(outcomes).toEqual(['asked', ...Array(19).fill('receipt_waits')])
})
