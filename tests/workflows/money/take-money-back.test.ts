import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { referredHolds } from '#lib/holds/queries.ts'
import { noteQuote } from '#lib/payments/note-quote.ts'
import { oweAgainByStaff } from '#lib/workflows/disputes/owe-again-by-staff.ts'
import { reverseByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import { barsAt } from '#tests/holds/given-open-days.ts'
import {
  capture,
  loanRow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { newestElsewhere, paidElsewhere } from '#tests/plans/given-plan.ts'
import { holdsOf } from '#tests/returns/given-return.ts'
import { type GivenLoan, givenLoan } from '#tests/support/lender.ts'
import { disputeNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import { givenStaffActs } from '#tests/workflows/refunds/given-staff-act.ts'
import { opened, warningOn } from './given-opened.ts'

const { lender, lenderId, agent, cash, decide } = await givenStaffActs()

const zone = 'Asia/Colombo'
const now = Temporal.Now.instant().round('second')
const lateMinor = 1_845_000n
/** The end of the last day of warning. */
const warned = endOfDay(now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 3 }), zone)

const lockedLoan = () => givenLoan(lender, twoLate(), { lockState: 'locked' })

async function byCard(loan: GivenLoan) {
  const asked = await open(loan)
  await capture(asked)
  return asked
}

async function refunded(asked: Awaited<ReturnType<typeof byCard>>, name = 'whole') {
  const pspRefundId = `re_${name}_${asked.paymentId}`
  await tell(refundNews('updated', { ...asked, pspRefundId }))
}

async function told(loan: GivenLoan, amountMinor: bigint) {
  await paidElsewhere(loan, amountMinor)
  const { loanId } = loan
  await followElsewhere({ postingId: await newestElsewhere(loan), loanId })
}

async function undone(loan: GivenLoan, paymentId: string) {
  const reversal = { lenderId, paymentId, amountMinor: lateMinor, currency: 'LKR' }
  const asked = await transaction((tx) =>
    reverseByStaff(tx, {
      ...reversal,
      note: 'Counted wrong',
      staffId: agent.id,
      now: Temporal.Now.instant(),
    }),
  )
  if ('approvalId' in asked) await decide(asked.approvalId)
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2n * lateMinor })
}

async function wonBackThenRefunded(loan: GivenLoan) {
  const asked = await byCard(loan)
  await owedAgain(asked)
  await tell(disputeNews('funds_reinstated', { ...asked, secondsLater: 2 }, 'won'))
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: lateMinor })
  return () => refunded(asked)
}

async function owedAgain(asked: Awaited<ReturnType<typeof byCard>>) {
  await tell(disputeNews('funds_withdrawn', asked))
  await tell(disputeNews('closed', { ...asked, secondsLater: 1 }, 'lost'))
  const { paymentId } = asked
  const wanted = await transaction((tx) =>
    oweAgainByStaff(tx, {
      lenderId,
      paymentId,
      disputeId: `dp_${paymentId}`,
      amountMinor: lateMinor,
      note: 'A stolen card',
      token: randomUUID(),
      staffId: agent.id,
      now: Temporal.Now.instant(),
    }),
  )
  if (!('approvalId' in wanted)) throw new Error('not asked')
  await decide(wanted.approvalId)
}

/** Each pays what is late, and gives how the money goes back. */
const ways: Record<string, (loan: GivenLoan) => Promise<() => Promise<unknown>>> = {
  'a card payment that is given back': async (loan) => {
    const asked = await byCard(loan)
    return () => refunded(asked)
  },
  'cash that is undone at the counter': async (loan) => {
    const paymentId = await cash(loan, lateMinor)
    return () => undone(loan, paymentId)
  },
  'money that the lender’s book takes back': async (loan) => {
    await told(loan, lateMinor)
    return () => told(loan, -lateMinor)
  },
  'money that a bank gave again, given back later': wonBackThenRefunded,
}

describe.each(Object.entries(ways))('%s', (_, pays) => {
  test('buys no time: the days of warning, then the phone locks and may be locked', async () => {
    const loan = await lockedLoan()
    const other = await lockedLoan()
    const goBack = await pays(loan)
    await pays(other)
    const first = await opened(loan, now)
    await opened(other, now)
    expect(Temporal.Instant.compare(first?.relockAt ?? now, warned)).toBe(1)
    await goBack()
    expect(await warningOn(loan)).toMatchObject({
      untilAt: warned,
      endedAt: null,
    })
    expect((await barsAt(loan, warned.subtract({ seconds: 1 }))).bars).toEqual(['hold'])
    expect((await barsAt(loan, warned)).bars).toEqual([])
    const shorter = (await unlocksOf(loan)).filter(({ isShorter }) => isShorter)
    expect(shorter).toMatchObject([{ intent: 'until', state: 'requested', relockAt: warned }])
    // Somebody else's stands as it stood.
    expect((await barsAt(other, warned)).bars).toContain('open_until')
    expect((await unlocksOf(other)).filter(({ isShorter }) => isShorter)).toEqual([])
  })

  test('opens nothing when it goes back before the phone has heard', async () => {
    const loan = await lockedLoan()
    const goBack = await pays(loan)
    await goBack()
    expect(await warningOn(loan)).toBeUndefined()
    expect((await unlocksOf(loan)).filter(({ state }) => state === 'requested')).toEqual([])
  })
})

test.for(['manual', 'http'])(
  'of a phone (%s) of which nothing is known, nobody is sent to open it for money that went back',
  async (provider) => {
    const unknown = () => givenLoan(lender, twoLate(), { lockState: 'unknown', provider })
    const loan = await unknown()
    const other = await unknown()
    for (const one of [loan, other]) {
      const paymentId = await cash(one, lateMinor)
      if (one === other) await opened(one, now)
      await undone(one, paymentId)
    }
    expect(await warningOn(loan)).toBeUndefined()
    expect((await unlocksOf(loan)).map(({ state }) => state)).toEqual(['superseded'])
    // The same, but opened before: that one is warned.
    expect(await warningOn(other)).toMatchObject({ untilAt: warned, endedAt: null })
  },
)

test('what a bank has taken for good and is owed again closes after its own days', async () => {
  const loan = await lockedLoan()
  const asked = await byCard(loan)
  await opened(loan, now)
  await owedAgain(asked)
  const shorter = (await unlocksOf(loan)).find(({ isShorter }) => isShorter)
  const { bars, reasons } = await barsAt(loan, now)
  expect([bars, reasons]).toEqual([['hold'], ['owed_again']])
  expect(shorter).toMatchObject({ intent: 'until', state: 'requested' })
  // Known by the reference that the borrower's mail names.
  const { reference } = await paymentRow(asked.paymentId)
  expect(await referredHolds(database(), loan.loanId, now)).toMatchObject([{ reference }])
  expect((await barsAt(loan, shorter?.relockAt ?? now)).bars).toEqual([])
})

test('a part that goes back leaves the time that the payment bought', async () => {
  const loan = await lockedLoan()
  const asked = await byCard(loan)
  await opened(loan, now)
  await refunded({ ...asked, amountMinor: asked.amountMinor - 1n }, 'part')
  expect(await warningOn(loan)).toBeUndefined()
  expect((await barsAt(loan, warned)).bars).toEqual(['open_until'])
  expect(await unlocksOf(loan)).toHaveLength(1)
  await refunded({ ...asked, amountMinor: 1n }, 'rest')
  expect((await barsAt(loan, warned)).bars).toEqual([])
})

test('a refund that fails after all opens for what was bought again', async () => {
  const loan = await lockedLoan()
  const asked = await byCard(loan)
  const paidFor = await opened(loan, now)
  const refund = { ...asked, pspRefundId: `re_${asked.paymentId}` }
  await tell(refundNews('updated', refund))
  await opened(loan, now.add({ seconds: 5 }))
  await tell(refundNews('failed', refund))
  expect(await warningOn(loan)).toMatchObject({ endReason: 'decided' })
  const newest = (await unlocksOf(loan)).at(-1)
  expect(newest).toMatchObject({ state: 'requested', relockAt: paidFor?.relockAt })
})

test('the book takes back what it told of last: what it told of before stands', async () => {
  const loan = await lockedLoan()
  await told(loan, 922_500n)
  await opened(loan, now)
  await told(loan, 922_500n)
  await opened(loan, now.add({ seconds: 5 }))
  await told(loan, -922_500n)
  const [first] = await unlocksOf(loan)
  const end = first?.relockAt ?? now
  expect((await barsAt(loan, end.subtract({ seconds: 1 }))).bars).toEqual(['open_until'])
  expect((await barsAt(loan, end)).bars).toEqual([])
  const shorter = (await unlocksOf(loan)).find(({ isShorter }) => isShorter)
  expect(shorter).toMatchObject({ relockAt: end })
})

test('what the book tells of after it took money back is other money: it brings back no time', async () => {
  const loan = await lockedLoan()
  await told(loan, lateMinor)
  await opened(loan, now)
  await told(loan, -lateMinor)
  expect((await barsAt(loan, warned)).bars).toEqual([])
  await told(loan, 100_000n)
  expect((await barsAt(loan, warned)).bars).toEqual([])
  await told(loan, lateMinor)
  expect((await barsAt(loan, warned)).bars).toContain('open_until')
})

test('what the book takes back later warns no second time for time that is gone', async () => {
  const loan = await lockedLoan()
  const other = await lockedLoan()
  await told(loan, 100_000n)
  await told(loan, lateMinor)
  await opened(loan, now)
  await told(loan, -lateMinor)
  await opened(loan, now.add({ seconds: 5 }))
  const tomorrow = Temporal.Now.instant().add({ hours: 24 })
  const spy = vi.spyOn(Temporal.Now, 'instant').mockImplementation(() => tomorrow)
  try {
    await told(loan, -100_000n)
    // Its own time is another cause, and is warned of by itself.
    await told(other, lateMinor)
    await opened(other, tomorrow)
    await told(other, -lateMinor)
  } finally {
    spy.mockRestore()
  }
  const warnings = (await holdsOf(loan)).filter(({ reason }) => reason === 'warning')
  expect(warnings).toMatchObject([{ untilAt: warned, endedAt: null }])
  expect(await warningOn(other)).toMatchObject({ untilAt: warned.add({ hours: 24 }) })
})

test('cash that settled the loan takes its rebate back with it', async () => {
  const loan = await lockedLoan()
  const asked = await open(loan, { choice: 'settle' })
  expect(asked.rebateMinor).toBeGreaterThan(0n)
  await noteQuote(database(), {
    loan: { lenderId, loanId: loan.loanId, currency: 'LKR', outstandingMinor: 2n * lateMinor },
    choice: { ...asked, validUntil: now.toZonedDateTimeISO(zone).toPlainDate() },
    seenBy: `staff:${agent.id}`,
    now,
  })
  const paymentId = await cash(loan, asked.amountMinor)
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n, creditMinor: 0n })
  const reversal = { lenderId, paymentId, amountMinor: asked.amountMinor, currency: 'LKR' }
  const wanted = await transaction((tx) =>
    reverseByStaff(tx, { ...reversal, note: 'Not paid', staffId: agent.id, now }),
  )
  if ('approvalId' in wanted) await decide(wanted.approvalId)
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 2n * lateMinor })
})
