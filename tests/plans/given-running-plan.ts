import { twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLoan } from '#tests/support/lender.ts'
import { planRules } from '#tests/support/policy.ts'
import { agree, offerOf } from './given-plan.ts'

/** The policy of a lender whose plans cost something. */
export const costly = { plan: planRules({ costPercentPerMonth: 1 }) }

/** A lender whose plan opens the phone by its first payment, and is undone when it is not kept. */
export const strictly = {
  plan: { ...costly.plan, opens: 'after_first_payment', whenMissed: 'schedule_before_returns' },
}

export const zone = 'Asia/Colombo'
/** A moment of a day at a lender in Colombo. */
export const at = (day: Temporal.PlainDate, hour = 9) =>
  day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) }).toInstant()

type Running = {
  loan: GivenLoan
  planId: string
  due: Temporal.PlainDate[]
  eachMinor: bigint
}

/** A plan that was asked for and accepted today. */
export async function running(
  of: { id: string },
  values: Parameters<typeof givenLoan>[2] = {},
): Promise<Running> {
  const loan = await givenLoan(of, twoLate(), values)
  const planId = await agree(loan)
  const { installments } = await offerOf(planId)
  const due = installments.map((one) => one.dueOn)
  return { loan, planId, due, eachMinor: installments[0]?.amountMinor ?? 0n }
}

export const dayAfter = (day: Temporal.PlainDate | undefined, days = 1) =>
  at((day ?? Temporal.Now.plainDateISO()).add({ days }))
