import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import { closeAttempt } from '#lib/workflows/checkout/close-attempt.ts'
import { givenLink } from '#tests/payments/given-link.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLoan } from '#tests/support/lender.ts'
import { drain } from '#tests/support/world.ts'
import { givenCheckouts, start } from './given-checkout.ts'

const { stripe, lender } = await givenCheckouts()

const choices = ['installment', 'arrears', 'arrears_and_next', 'settle'] as const

type Act = {
  act: 'start' | 'start by link' | 'cancel' | 'check'
  choice: (typeof choices)[number]
  afterMs: number
}

const acts = fc.array(
  fc.record<Act>({
    act: fc.constantFrom('start', 'start', 'start', 'start by link', 'cancel', 'check'),
    choice: fc.constantFrom(...choices),
    afterMs: fc.nat(40),
  }),
  { minLength: 2, maxLength: 7 },
)

type Linked = GivenLoan & { payLinkId: string }

/** The one attempt that is not finished here. */
function openAttempt({ loanId }: GivenLoan) {
  return database()
    .selectFrom('payments')
    .select(['id', 'checkoutSessionId'])
    .where('loanId', '=', loanId)
    .where('state', 'in', ['opening', 'open'])
    .executeTakeFirst()
}

/** Does one thing a person, or the sweep, may do at any moment; gives the address it handed out, if it did. */
async function take(loan: Linked, { act, choice, afterMs }: Act): Promise<string[]> {
  await sleep(afterMs)
  if (act === 'start' || act === 'start by link') {
    const payLinkId = act === 'start' ? null : loan.payLinkId
    const started = await start(loan, { choice, payLinkId, confirmAnother: payLinkId !== null })
    return 'checkoutUrl' in started ? [started.checkoutUrl] : []
  }
  const attempt = await openAttempt(loan)
  if (!attempt) return []
  if (act === 'check') await checkPayment({ paymentId: attempt.id })
  else await closeAttempt(attempt.id, Temporal.Now.instant())
  return []
}

/** The pages that were handed out and can be paid at Stripe. */
function payable(handedOut: string[]): string[] {
  return stripe.sandbox.objects.sessions
    .all()
    .filter(({ session }) => session.status === 'open' && handedOut.includes(session.url ?? ''))
    .map(({ id }) => id)
}

test('whoever starts and cancels at the same moment: no page that was handed out can be paid but the one that is open here', {
  timeout: 180_000,
}, async () => {
  let runs = 0
  let handedOutInAll = 0
  await fc.assert(
    fc.asyncProperty(acts, async (plan) => {
      const given = await givenLoan(lender, twoLate())
      const loan = { ...given, payLinkId: (await givenLink(given)).id }
      const handedOut = (await Promise.all(plan.map((one) => take(loan, one)))).flat()
      const attempt = await openAttempt(loan)
      expect(payable(handedOut).filter((id) => id !== attempt?.checkoutSessionId)).toEqual([])
      runs += 1
      handedOutInAll += handedOut.length
    }),
    { numRuns: 60, endOnFailure: true },
  )
  expect(runs).toBe(60)
  expect(handedOutInAll).toBeGreaterThan(60)
  // Nor one that was given to nobody, once the worker has asked about what came too late.
  await drain()
  expect(openAtStripe()).toEqual(await openHere())
})

async function openHere() {
  const rows = await database()
    .selectFrom('payments')
    .select('checkoutSessionId')
    .where('state', '=', 'open')
    .where('checkoutUrl', 'is not', null)
    .execute()
  return rows.map(({ checkoutSessionId }) => checkoutSessionId).sort()
}

function openAtStripe() {
  const sessions = stripe.sandbox.objects.sessions.all()
  return sessions
    .filter(({ session }) => session.status === 'open')
    .map(({ id }) => id)
    .sort()
}
