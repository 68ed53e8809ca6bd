import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { post } from '#lib/ledger/ledger.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { returnsOfLender } from '#lib/returns/queries.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { followCredits } from '#lib/workflows/money/follow-credits.ts'
import { settleReturn } from '#lib/workflows/returns/settle-return.ts'
import {
  casesOf,
  dayFromNow,
  loanRow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { paidElsewhere } from '#tests/plans/given-plan.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { noticesOf } from '#tests/support/world.ts'
import {
  asStaff,
  dispute,
  end,
  givenReturn,
  holdsOf,
  now,
  photographed,
  returnPolicy,
  returnRow,
  settle,
} from './given-return.ts'
import { givenReturnLenders } from './given-return-lenders.ts'

const { lenders, given } = await givenReturnLenders()

function schedulesOf({ loanId }: GivenLoan) {
  return database()
    .selectFrom('schedules')
    .innerJoin('installments', 'installments.scheduleId', 'schedules.id')
    .select(['schedules.version', 'schedules.source', 'installments.dueOn'])
    .select(['installments.amountMinor', 'schedules.supersededAt'])
    .where('schedules.loanId', '=', loanId)
    .where('schedules.supersededAt', 'is', null)
    .execute()
}

describe('settled', () => {
  test('nothing left: the loan closes to zero', async () => {
    const loan = await given('loan_closed')
    const acting = await givenReturn(loan, 'settled')
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await balanceOfReturn(acting.returnId)).toEqual([
      { account: 'return_value', amountMinor: 4_000n },
      { account: 'loan_receivable', amountMinor: -4_000n },
    ])
    expect(await noticesOf(acting.returnId)).toContain('return_settled')
  })

  test('something left: one installment in thirty days, the older schedule kept', async () => {
    const loan = await given('settlement')
    await givenReturn(loan, 'settled', 'worn')
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_800n })
    const [schedule] = await schedulesOf(loan)
    expect(schedule).toMatchObject({ version: 2, source: 'return', amountMinor: 2_800n })
    expect(`${schedule?.dueOn}`).toBe(dayFromNow(30))
  })

  test('the whole still owed: nothing is posted, the return is settled', async () => {
    const loan = await given('settlement')
    const { returnId } = await givenReturn(loan, 'settled', 'not_working')
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 4_000n })
    expect(await balanceOfReturn(returnId)).toEqual([])
  })

  test('twice, or by two people at once, posts once', async () => {
    const loan = await given('settlement')
    const acting = await givenReturn(loan, 'agreed')
    await photographed(acting)
    const act = await asStaff(acting)
    const both = await Promise.all([1, 2].map(() => transaction((tx) => settleReturn(tx, act))))
    expect(both.filter((answer) => 'refusal' in answer)).toEqual([{ refusal: 'changed' }])
    expect(await settle(acting)).toEqual({ refusal: 'changed' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2_400n })
  })

  test('what was paid after the figure was agreed counts in full', async () => {
    const loan = await given('settlement')
    const acting = await givenReturn(loan, 'agreed')
    await paidElsewhere(loan, 2_000n)
    await settle(acting)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 400n })
    expect(await returnRow(acting.returnId)).toMatchObject({ owedAfterMinor: 400n })
  })

  test('credit of the borrower’s goes to a person, to be paid back', async () => {
    const loan = await given('loan_closed')
    const acting = await givenReturn(loan, 'agreed')
    await paidElsewhere(loan, 4_000n)
    await giveCredit(loan, 700n)
    await settle(acting)
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n, creditMinor: 700n })
    await followCredits(Temporal.Now.instant())
    expect(await casesOf(loan)).toContain('credit_left')
  })

  test('closed: the hold ends, and nothing is left to do', async () => {
    const loan = await given('loan_closed')
    const acting = await givenReturn(loan, 'settled')
    await end(acting, 'closed')
    const open_ = (await holdsOf(loan)).filter(({ endedAt }) => endedAt === null)
    expect(open_).toEqual([])
    expect(await returnRow(acting.returnId)).toMatchObject({ state: 'closed', nextActionAt: null })
    const open_returns = await returnsOfLender(database(), loan.lenderId, 'open')
    expect(open_returns.map(({ returnId }) => returnId)).not.toContain(acting.returnId)
  })
})

describe('once the phone has been handed back', () => {
  test('nobody asks for it to be opened: no payment, no hold, no reconciler', async () => {
    const loan = await given('settlement')
    await givenReturn(loan, 'settled')
    const before = await unlocksOf(loan)
    const asked = await open(loan, { choice: 'settle' })
    await tell(intentNews('succeeded', asked))
    await reconcile(now().add({ hours: 2 }))
    expect(await unlocksOf(loan)).toHaveLength(before.length)
    expect(await paymentRow(asked.paymentId)).toMatchObject({ state: 'paid', effect: 'none' })
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n })
  })

  test('its page says so', async () => {
    const loan = await given('settlement')
    await givenReturn(loan, 'received')
    const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
    if (!phone) throw new Error('no phone')
    const clock = { now: Temporal.Now.instant(), timeZone: 'Asia/Colombo' }
    expect(phoneStatus(phone, clock).reason).toBe('returned')
    expect(phone.handedBackAt).not.toBeNull()
  })
})

describe('for the desk', () => {
  test('every return that is under way, the newest change first, and none of another lender', async () => {
    const lender = await givenLender({ policy: returnPolicy('settlement'), alone: true })
    for (const state of ['arranged', 'received', 'inspected', 'agreed', 'settled'] as const)
      await givenReturn(await givenLoan(lender, twoLate(1_000n)), state)
    await dispute(await givenReturn(await givenLoan(lender, twoLate(1_000n)), 'inspected'))
    await givenReturn(await given('half'), 'arranged')
    const lines = await returnsOfLender(database(), lender.id, 'open')
    const states = lines.map(({ state }) => state)
    expect(states.toReversed()).toEqual([
      'arranged',
      'received',
      'inspected',
      'agreed',
      'settled',
      'disputed',
    ])
    expect(await returnsOfLender(database(), lenders.half.id, 'open')).not.toEqual([])
  })
})

function balanceOfReturn(returnId: string) {
  return database()
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .select(['ledgerEntries.account', 'ledgerEntries.amountMinor'])
    .where('postings.cause', '=', 'return')
    .where('postings.causeId', '=', returnId)
    .orderBy('ledgerEntries.id')
    .execute()
}

async function giveCredit(loan: GivenLoan, amountMinor: bigint): Promise<void> {
  await transaction((tx) =>
    post(tx, {
      lenderId: loan.lenderId,
      cause: 'loan_changed',
      causeId: loan.loanId,
      paymentId: null,
      currency: loan.currency,
      loanId: loan.loanId,
      entries: [
        { account: 'lender_book', amountMinor },
        { account: 'borrower_credit', amountMinor: -amountMinor },
      ],
    }),
  )
}
