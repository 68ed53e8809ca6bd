import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { reverseByStaff, takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { capture, loanRow, open, twoLate } from '#tests/payments/given-payment.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { deskRules, planRules } from '#tests/support/policy.ts'
import { refundNews, tell } from '#tests/support/stripe-events.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'
import { agree, newestElsewhere, paidElsewhere, planRow, schedulesOf } from './given-plan.ts'

await givenStaffActs()
afterEach(() => expectLedgerToHold(database()))

const owed = 3_690_000n
const lender = await givenLender({
  policy: {
    plan: planRules({ costPercentPerMonth: 2 }),
    settlement: { rebatePercent: 0, validDays: 7 },
    desk: deskRules({ refundAloneMinor: { LKR: String(2n * owed) } }),
  },
})
const cost = 147_600n
const now = () => Temporal.Now.instant()

async function byCard(loan: GivenLoan) {
  const asked = await open(loan, { choice: 'settle' })
  await capture(asked)
  return asked
}

async function byCash({ lenderId, loanId }: GivenLoan) {
  const paymentId = randomUUID()
  const by = await byTwo(lenderId, paymentId)
  const takenOn = now().toZonedDateTimeISO('Asia/Colombo').toPlainDate()
  await transaction((tx) =>
    takeCash(tx, {
      lenderId,
      loanId,
      paymentId,
      ...by,
      amountMinor: owed,
      method: 'cash',
      takenOn,
      officeReceipt: paymentId,
      locale: 'en',
      now: now(),
      seenOutstandingMinor: owed + cost,
    }),
  )
  const reversal = { lenderId, paymentId, amountMinor: owed, currency: 'LKR' }
  return { ...reversal, note: 'Not paid', staffId: randomUUID() }
}

async function byBook(loan: GivenLoan, amountMinor: bigint) {
  await paidElsewhere(loan, amountMinor)
  await followElsewhere({ postingId: await newestElsewhere(loan), loanId: loan.loanId })
}

/** Each settles the loan, and gives how that money goes back. */
const ways: Record<string, (loan: GivenLoan) => Promise<() => Promise<unknown>>> = {
  'a card payment that is given back': async (loan) => {
    const asked = await byCard(loan)
    return () => tell(refundNews('updated', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
  },
  'cash that is undone at the counter': async (loan) => {
    const entry = await byCash(loan)
    return () => transaction((tx) => reverseByStaff(tx, { ...entry, now: now() }))
  },
  'money that the lender’s book takes back': async (loan) => {
    await byBook(loan, owed)
    return () => byBook(loan, -owed)
  },
}

describe.each(Object.entries(ways))('%s', (_, settles) => {
  test('leaves the plan ended: what it had not earned stays away, and its installments stay', async () => {
    const loan = await givenLoan(lender, twoLate())
    const other = await givenLoan(lender, twoLate())
    const planId = await agree(loan)
    const otherId = await agree(other)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: owed + cost })
    const goBack = await settles(loan)
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    await goBack()
    expect(await loanRow(loan)).toEqual({ outstandingMinor: owed, creditMinor: 0n })
    expect(await planRow(planId)).toMatchObject({ state: 'kept' })
    const current = (await schedulesOf(loan)).find(({ isCurrent }) => isCurrent)
    expect(current?.source).toBe('plan')
    expect(current?.installments.reduce((sum, [, amount]) => sum + amount, 0n)).toBe(owed)
    // Paid once more it costs the same.
    expect(await byCard(loan)).toMatchObject({ amountMinor: owed })
    expect(await planRow(otherId)).toMatchObject({ state: 'active' })
    expect(await loanRow(other)).toMatchObject({ outstandingMinor: owed + cost })
  })
})
