import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import { toldElsewhere } from '#tests/plans/given-plan.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { byTwo } from './cash/given-cash.ts'
import { cancel, capture, dayFromNow, loanRow, open, twoLate } from './given-payment.ts'

await freshDatabase()
afterEach(() => expectLedgerToHold(database()))

const lender = await givenLender()
const owedMinor = 3_690_000n
const arrearsMinor = 1_845_000n

type Source = 'import' | 'cash' | 'card'
type Choice = 'arrears' | 'arrears_and_next' | 'settle'

/** Money of another way than the page that is open. */
async function pay(loan: GivenLoan, source: Source, amountMinor: bigint): Promise<void> {
  if (source === 'import') return toldElsewhere(loan, amountMinor)
  if (source === 'cash') return takeAtCounter(loan, amountMinor)
  const other = await open(loan, { choice: 'other', amountMinor, confirmAnother: true })
  await capture(other)
}

async function takeAtCounter({ lenderId, loanId }: GivenLoan, amountMinor: bigint) {
  const paymentId = crypto.randomUUID()
  const by = await byTwo(lenderId, paymentId)
  const taken = await transaction((tx) =>
    takeCash(tx, {
      lenderId,
      loanId,
      paymentId,
      amountMinor,
      method: 'cash',
      officeReceipt: paymentId,
      locale: 'en',
      ...by,
      seenOutstandingMinor: owedMinor,
      takenOn: Temporal.PlainDate.from(dayFromNow(0)),
      now: Temporal.Now.instant(),
    }),
  )
  expect(taken).toMatchObject({ outcome: 'recorded' })
}

async function besideOf(loan: GivenLoan, choice: Choice, source: Source, beside: bigint) {
  const page = await open(loan, { choice })
  // The page stands at Stripe and can be paid there, though another was begun here.
  if (source === 'card') await cancel(page.paymentId)
  await pay(loan, source, beside)
  return { page, booked: await capture(page) }
}

const least = (a: bigint, b: bigint) => (a < b ? a : b)
const most = (a: bigint, b: bigint) => (a > b ? a : b)

test('whatever came while a page was open, by import, at the counter or by card: it buys what it said as far as the loan can take it', async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Choice>('arrears', 'arrears_and_next', 'settle'),
      fc.constantFrom<Source>('import', 'cash', 'card'),
      fc.integer({ min: 2, max: 34 }),
      async (choice, source, hundredThousands) => {
        const beside = BigInt(hundredThousands) * 100_000n
        const loan = await givenLoan(lender, twoLate())
        const { page, booked } = await besideOf(loan, choice, source, beside)
        const { amountMinor, rebateMinor } = page
        const left = owedMinor - beside
        const saidLeft = owedMinor - amountMinor - rebateMinor
        const stillOverdue = most(arrearsMinor - beside, 0n)
        const waived = amountMinor + rebateMinor >= left ? least(rebateMinor, left) : 0n
        const taken = least(
          least(amountMinor, left - waived),
          most(most(left - saidLeft, 0n), stillOverdue),
        )
        expect(await loanRow(loan)).toEqual({
          outstandingMinor: left - taken - waived,
          creditMinor: 0n,
        })
        expect(booked).toMatchObject({ outcome: 'recorded', refundMinor: amountMinor - taken })
        runs += 1
      },
    ),
    { numRuns: 20 },
  )
  expect(runs).toBeGreaterThanOrEqual(20)
}, 120_000)

test.for(['import', 'cash', 'card'] as const)(
  'money that came by %s before the page was opened is on the page, and nothing goes back',
  async (source) => {
    const loan = await givenLoan(lender, twoLate())
    await pay(loan, source, 900_000n)
    const page = await open(loan, {
      choice: 'settle',
      now: Temporal.Now.instant().add({ seconds: 1 }),
    })
    expect(await capture(page)).toMatchObject({ refundMinor: 0n, effect: { kind: 'release' } })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  },
)
