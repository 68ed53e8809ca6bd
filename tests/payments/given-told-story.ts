import { expect } from 'vitest'
import { database } from '#lib/db/client.ts'
import type { SandboxEvent } from '#lib/demo/stripe/books.ts'
import { env } from '#lib/env.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { type RunningSandbox, startStripeSandbox } from '#tests/support/stripe.ts'
import { balanceOf, twoLate } from './given-payment.ts'
import {
  eventsOf,
  type StripeAct,
  type StripeStory,
  stripeStory,
  truthOf,
} from './given-stripe-story.ts'

type Given = {
  card: string
  acts: StripeAct[] /** Two events of one second have no order. */
  tickMs: number
}

/** A lender whose payers' banks act as they like at a sandbox Stripe with a clock of its own. */
export async function stripeStories() {
  const lender = await givenLender()
  let aheadMs = 0
  const stripe = await startStripeSandbox({ now: () => Date.now() + aheadMs })
  env().STRIPE_API_BASE = stripe.url

  async function told({ tickMs, ...given }: Given) {
    const loan = await givenLoan(lender, twoLate())
    const tick = () => {
      aheadMs += tickMs
    }
    const about = await stripeStory(stripe, loan, { ...given, tick })
    return { loan, about, events: eventsOf(stripe, about) }
  }

  return {
    lender,
    stripe,
    told,
    expectTruth: (loan: { loanId: string }, about: StripeStory) => expectTruth(stripe, loan, about),
  }
}

async function expectTruth(
  stripe: RunningSandbox,
  { loanId }: { loanId: string },
  about: StripeStory,
): Promise<void> {
  const truth = truthOf(stripe, about)
  const balance = await balanceOf(about.paymentId)
  expect(balance.psp_clearing ?? 0n).toBe(truth.clearingMinor)
  expect(balance.disputes ?? 0n).toBe(truth.disputedMinor)
  const refunds = await database()
    .selectFrom('refunds')
    .select(['pspRefundId', 'state'])
    .where('paymentId', '=', about.paymentId)
    .execute()
  expect(refunds.map(({ pspRefundId, state }) => [pspRefundId, state]).sort()).toEqual(
    truth.refunds,
  )
  const dispute = await database()
    .selectFrom('paymentDisputes')
    .select(['status', 'reason'])
    .where('paymentId', '=', about.paymentId)
    .executeTakeFirst()
  expect(dispute).toEqual(truth.dispute)
  const cases = await database()
    .selectFrom('cases')
    .select(['closedAt', 'detail'])
    .where('loanId', '=', loanId)
    .where('kind', '=', 'dispute')
    .execute()
  const warned = await database()
    .selectFrom('cases')
    .select('id')
    .where('loanId', '=', loanId)
    .where('kind', '=', 'early_fraud_warning')
    .execute()
  expect(warned).toHaveLength(truth.warnings)
  const isDecided = /^(won|lost|warning_closed)$/.test(truth.dispute?.status ?? '')
  const isOpen = !isDecided || truth.disputedMinor > 0n
  expect(cases.map(({ closedAt }) => closedAt === null)).toEqual(truth.dispute ? [isOpen] : [])
  const { status } = truth.dispute ?? {}
  expect(cases.map(({ detail }) => detail)).toMatchObject(status ? [{ status }] : [])
}

/** The types of events that wait to be looked at. */
export async function waiting(): Promise<string[]> {
  const rows = await database()
    .selectFrom('pspEvents')
    .select('type')
    .where('handledAt', 'is', null)
    .execute()
  return rows.map(({ type }) => type)
}

/** As a version tells it: only old ones list a charge's refunds in it. */
export function listed(event: SandboxEvent, hasList: boolean): SandboxEvent {
  const object = event.data.object as { object?: string; refunds?: unknown }
  if (object.object !== 'charge' || hasList) return event
  const { refunds: _, ...bare } = object
  return { ...event, data: { object: bare } }
}
