import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { createUnlock } from '#lib/unlocks/create-unlock.ts'
import { announceLate } from '#lib/workflows/unlocks/announce-late.ts'
import { barsAt } from '#tests/holds/given-open-days.ts'
import {
  balanceOf,
  casesOf,
  dayFromNow,
  loanRow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { deskRules } from '#tests/support/policy.ts'
import { intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'

await freshDatabase()
afterEach(() => expectLedgerToHold(database()))

const sorry = await givenLender({ policy: { desk: givingBack('25000') } })
const later = (minutes: number) => Temporal.Now.instant().add({ minutes })

function givingBack(goodwill: string) {
  return deskRules({ goodwillCreditMinor: { LKR: goodwill } })
}

async function paidAndLate(loan: GivenLoan, choice: 'arrears' | 'settle' = 'arrears') {
  const asked = await open(loan, { choice })
  await tell(intentNews('succeeded', asked))
  const before = await loanRow(loan)
  await announceLate(later(61))
  return { paymentId: asked.paymentId, before }
}

describe('when a paid phone is not open in time', () => {
  test("the lender's credit is taken off what is owed, once, and said", async () => {
    const loan = await givenLoan(sorry, twoLate())
    const { paymentId, before } = await paidAndLate(loan)
    await announceLate(later(62))
    expect((await loanRow(loan)).outstandingMinor).toBe(before.outstandingMinor - 25_000n)
    expect(await balanceOf(paymentId)).toMatchObject({ goodwill_credit: 25_000n })
    const unlocks = await unlocksOf(loan)
    expect(unlocks).toHaveLength(1)
    const lines = await database()
      .selectFrom('auditLog')
      .select('detail')
      .where('subjectId', '=', paymentId)
      .where('action', '=', 'goodwill_credit.given')
      .execute()
    expect(lines).toEqual([
      { detail: { amountMinor: '25000', currency: 'LKR', unlockId: unlocks[0]?.id } },
    ])
    expect(await noticeText(unlocks[0]?.id)).toContain('credited Rs')
    expect(await noticeText(unlocks[0]?.id)).toContain('250.00 to your loan')
  })

  test('a lender who gives nothing owes nothing, and the notice does not speak of it', async () => {
    const loan = await givenLoan(await givenLender(), twoLate())
    const { paymentId, before } = await paidAndLate(loan)
    expect(await loanRow(loan)).toEqual(before)
    expect(await balanceOf(paymentId)).not.toHaveProperty('goodwill_credit')
    const [unlock] = await unlocksOf(loan)
    expect(await noticeText(unlock?.id)).not.toContain('credited')
  })

  test('only an unlock that somebody paid for earns it', async () => {
    const loan = await givenLoan(sorry, twoLate())
    await transaction((tx) =>
      createUnlock(tx, {
        deviceId: loan.deviceId,
        cause: 'staff',
        causeId: 'test',
        actor: 'test',
        intent: { kind: 'indefinite' },
        deadlineAt: later(60),
        now: later(0),
      }),
    )
    const before = await loanRow(loan)
    await announceLate(later(61))
    expect(await casesOf(loan)).toEqual(['unlock_late'])
    expect(await loanRow(loan)).toEqual(before)
  })
})

describe('what the credit does to the lock', () => {
  test('an installment that it pays keeps the phone open for longer; the promise stays broken', async () => {
    const installments = [[-30, 900_000n] as const, [20, 20_000n] as const, [50, 900_000n] as const]
    const loan = await givenLoan(sorry, installments.map(dated))
    const { paymentId } = await paidAndLate(loan)
    for (const minutes of [62, 200]) await announceLate(later(minutes))
    const [first, second, ...more] = await unlocksOf(loan)
    expect(more).toEqual([])
    expect(first).toMatchObject({ state: 'superseded', supersededBy: second?.id })
    expect(second).toMatchObject({ intent: 'until', cause: 'reconciler' })
    expect(second?.lateAt).not.toBeNull()
    expect(second?.deadlineAt).toEqual(first?.deadlineAt)
    expect(Number(second?.relockAt?.epochMilliseconds)).toBeGreaterThan(
      Number(first?.relockAt?.epochMilliseconds),
    )
    expect(await unlockOf(paymentId)).toBe(second?.id)
    expect(await balanceOf(paymentId)).toMatchObject({ goodwill_credit: 25_000n })
    expect(await casesOf(loan)).toEqual(['unlock_late'])
  })

  test('the rest of a loan that it pays ends it, and what is left over is credit', async () => {
    const loan = await givenLoan(
      sorry,
      [[-30, 900_000n] as const, [30, 20_000n] as const].map(dated),
    )
    const { paymentId } = await paidAndLate(loan)
    await announceLate(later(200))
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 5_000n })
    const unlocks = await unlocksOf(loan)
    expect(unlocks.map(({ intent }) => intent)).toEqual(['until', 'release'])
    expect(await balanceOf(paymentId)).toMatchObject({ goodwill_credit: 25_000n })
  })

  test('a loan that was paid off before gets it all as credit, and no other unlock', async () => {
    const loan = await givenLoan(sorry, twoLate())
    await paidAndLate(loan, 'settle')
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 25_000n })
    expect(await unlocksOf(loan)).toMatchObject([{ intent: 'release' }])
  })

  test('what a person has been given to do by hand is not asked for again', async () => {
    const loan = await givenLoan(sorry, twoLate())
    const asked = await open(loan)
    await tell(intentNews('succeeded', asked))
    await database()
      .updateTable('unlocks')
      .set({ state: 'rejected', errorClass: 'needs_person', dispatchedAt: later(0) })
      .where('deviceId', '=', loan.deviceId)
      .execute()
    await announceLate(later(61))
    expect(await unlocksOf(loan)).toMatchObject([{ state: 'rejected' }])
    expect(await balanceOf(asked.paymentId)).toMatchObject({ goodwill_credit: 25_000n })
  })

  test('a phone that owes again by then stays as it is', async () => {
    const loan = await givenLoan(
      sorry,
      [[-30, 900_000n] as const, [0, 900_000n] as const].map(dated),
    )
    const asked = await open(loan)
    await tell(intentNews('succeeded', asked))
    await announceLate(Temporal.Now.instant().add({ hours: 30 }))
    expect(await unlocksOf(loan)).toHaveLength(1)
    expect(await balanceOf(asked.paymentId)).toMatchObject({ goodwill_credit: 25_000n })
  })
})

function dated([days, amountMinor]: readonly [number, bigint]): [string, bigint] {
  return [dayFromNow(days), amountMinor]
}

async function unlockOf(paymentId: string) {
  const payment = await database()
    .selectFrom('payments')
    .select('unlockId')
    .where('id', '=', paymentId)
    .executeTakeFirst()
  return payment?.unlockId
}

async function noticeText(unlockId = '') {
  const notice = await database()
    .selectFrom('notices')
    .selectAll()
    .where('causeId', '=', unlockId)
    .where('kind', '=', 'unlock_late')
    .executeTakeFirstOrThrow()
  return (await composeNotice(database(), notice)).text
}

describe('when the money of that payment goes back', () => {
  async function refundedWhole(choice: 'arrears' | 'settle') {
    const loan = await givenLoan(sorry, twoLate())
    const bystander = await givenLoan(sorry, twoLate())
    const { paymentId } = await paidAndLate(loan, choice)
    await paidAndLate(bystander, choice)
    const untouched = await loanRow(bystander)
    const { askedMinor: amountMinor } = await paymentRow(paymentId)
    await tell(refundNews('created', { paymentId, amountMinor, pspRefundId: `re_${paymentId}` }))
    expect(await loanRow(bystander)).toEqual(untouched)
    return { loan, paymentId }
  }

  test('a settlement is none any more: what was waived is owed again, less what the lender gave', async () => {
    const { loan, paymentId } = await refundedWhole('settle')
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 3_690_000n - 25_000n, creditMinor: 0n })
    expect(await balanceOf(paymentId)).not.toHaveProperty('settlement_rebate')
  })

  test('the time that it bought counts no more', async () => {
    const { loan } = await refundedWhole('arrears')
    expect((await barsAt(loan, Temporal.Now.instant())).bars).toEqual([])
    expect((await unlocksOf(loan)).map(({ revokedAt }) => revokedAt)).toEqual([
      expect.any(Temporal.Instant),
    ])
  })
})
