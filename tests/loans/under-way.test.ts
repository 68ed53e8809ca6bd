import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { toldHold } from '#lib/loans/told-hold.ts'
import { clockAt } from '#tests/domain/given-balance.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { agree, ask, forAPerson } from '#tests/plans/given-plan.ts'
import { end, givenReturn, holdsOf, now, receive } from '#tests/returns/given-return.ts'
import { givenReturnLenders } from '#tests/returns/given-return-lenders.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

const { given } = await givenReturnLenders()
const clock = () => ({ ...clockAt('2026-11-21T12:00:00+05:30'), now: now() })

async function shown(loan: GivenLoan) {
  const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
  if (!phone) throw new Error('the phone is not there')
  const { handBack, plan } = phone
  return { handBack, plan, told: toldHold(phone, clock())?.reason }
}

describe('a phone that is being handed back', () => {
  test('leads to its return from the day that is arranged until it is over', async () => {
    const loan = await given('loan_closed')
    const other = await given('loan_closed')
    const { returnId } = await givenReturn(loan, 'arranged')
    expect(await shown(loan)).toMatchObject({
      handBack: { returnId, isSettled: false },
      told: 'return',
    })
    await end({ loan, returnId }, 'withdrawn')
    expect((await shown(loan)).handBack).toBeNull()
    expect((await shown(other)).handBack).toBeNull()
  })

  test('is not left unlocked for its borrower once it is back, though the hold goes on', async () => {
    const loan = await given('loan_closed')
    const acting = await givenReturn(loan, 'arranged')
    await receive(acting)
    expect((await holdsOf(loan)).filter(({ endedAt }) => endedAt === null)).toMatchObject([
      { reason: 'return' },
    ])
    expect(await shown(loan)).toMatchObject({
      handBack: { returnId: acting.returnId, isSettled: false },
      told: undefined,
    })
  })

  test('says what is left once that is booked', async () => {
    const loan = await given('settlement')
    const { returnId } = await givenReturn(loan, 'settled', 'damaged')
    expect((await shown(loan)).handBack).toEqual({ returnId, isSettled: true })
  })
})

test('a plan leads to its page while a person decides and while it runs', async () => {
  const lender = await givenLender()
  const loans = () => givenLoan(lender, twoLate(), { lockState: 'locked' })
  const asking = await loans()
  const running = await loans()
  const other = await loans()
  const { planId } = await ask(asking, forAPerson)
  expect((await shown(asking)).plan).toEqual({ planId, state: 'asked' })
  expect((await shown(running)).plan).toBeNull()
  const runs = await agree(running)
  expect((await shown(running)).plan).toEqual({ planId: runs, state: 'active' })
  expect((await shown(other)).plan).toBeNull()
})
