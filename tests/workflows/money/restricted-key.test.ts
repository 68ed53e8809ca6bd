import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { Right } from '#lib/demo/stripe/api/rights.ts'
import { refusalOf } from '#lib/gateways/psp/port.ts'
import { installationAccount, providerOf } from '#lib/gateways/psp/registry.ts'
import { requestRefund } from '#lib/payments/refunds/request-refund.ts'
import listPspEvents from '#lib/worker/tasks/list-psp-events.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import { balanceOf, casesOf, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { handleWaiting } from '#tests/support/stripe-events.ts'
import { drain } from '#tests/support/world.ts'
import { begun, givenCheckouts, untilPayment } from '#tests/workflows/checkout/given-checkout.ts'

const given = new Set<Right>()
const { stripe, givenPhone, lender } = await givenCheckouts({ rights: given })
const documented = rightsInDocs()
beforeEach(() => give(documented))

function give(rights: readonly Right[]): void {
  given.clear()
  for (const right of rights) given.add(right)
}

// The table is what a lender follows who makes the key.
function rightsInDocs(): Right[] {
  const table = /\*\*A restricted key\*\*[\s\S]*?\n\n(\|[\s\S]*?)\n\n/.exec(
    readFileSync('docs/operations.md', 'utf8'),
  )?.[1]
  const rows = (table ?? '').split('\n').slice(2)
  return rows.map((row) => {
    const [, resource, access] = row.split('|').map((cell) => cell.trim())
    return `${resource}: ${access}` as Right
  })
}

const provider = () => providerOf(installationAccount())
const decide = (sessionId: string, act: string) =>
  fetch(`${stripe.url}/stripe/${sessionId}/${act}`, { method: 'POST', redirect: 'manual' })

async function handled() {
  await drain()
  await handleWaiting()
}

describe('a key with exactly the rights that the documents name', () => {
  test('takes a payment, asks about it, gives a part back and follows a dispute', async () => {
    const loan = await givenPhone(lender, twoLate())
    const { paymentId, checkoutUrl, sessionId } = await begun(loan)
    await checkPayment({ paymentId })
    await stripe.sandbox.turn('stripe.webhooks', 'lost')
    await stripe.pay(checkoutUrl)
    await checkPayment({ paymentId })
    await untilPayment(paymentId, 'paid')
    expect(await paymentRow(paymentId)).toMatchObject({ method: 'card' })

    await transaction((tx) =>
      requestRefund(tx, {
        lenderId: lender.id,
        paymentId,
        amountMinor: 345_000n,
        reason: 'test',
        requestedBy: 'staff:test',
      }),
    )
    await handled()
    await stripe.sandbox.turn('stripe.webhooks', 'normal')
    await decide(sessionId, 'dispute')
    const taken = async () => {
      await handled()
      expect(await balanceOf(paymentId)).toMatchObject({ disputes: 1_500_000n })
    }
    await vi.waitFor(taken, { timeout: 10_000 })
    await listPspEvents()
    await handled()
    const intentId = (await paymentRow(paymentId)).paymentIntentId
    expect(await provider().readMoney({ paymentIntentId: intentId, chargeId: null })).toMatchObject(
      {
        refunds: [{ state: 'succeeded' }],
        disputes: [{ status: 'needs_response' }],
      },
    )
    expect(await casesOf(loan)).toEqual(['dispute'])
  })

  test('opens, reads and closes a page, and finds it again', async () => {
    const { paymentId, sessionId } = await begun(await givenPhone(lender, twoLate()))
    const made = span()
    expect(await provider().findCheckout(paymentId, made)).toBe(sessionId)
    expect(await provider().closeCheckout(sessionId)).toMatchObject({ state: 'expired' })
  })
})

const span = () => {
  const now = Temporal.Now.instant()
  return { from: now.subtract({ hours: 1 }), until: now }
}

test.for(documented)('without the right to %s something is refused', async (lacking) => {
  const { checkoutUrl, sessionId, paymentId } = await begun(await givenPhone(lender, twoLate()))
  await stripe.pay(checkoutUrl)
  await untilPayment(paymentId, 'paid')
  const { paymentIntentId } = await paymentRow(paymentId)
  if (!paymentIntentId) throw new Error('nothing was paid')
  const money = { amountMinor: 100n, currency: 'LKR' }
  const everything = [
    () => provider().findCheckout(paymentId, span()),
    () => provider().readCheckout(sessionId),
    () => provider().readMoney({ paymentIntentId, chargeId: null }),
    () => provider().refund({ refundId: crypto.randomUUID(), paymentIntentId, money }),
    () => provider().eventsSince(span().from)[Symbol.asyncIterator]().next(),
  ]
  const codes = async () => {
    const answers: (string | undefined)[] = []
    for (const ask of everything)
      answers.push(
        await ask().then(
          () => undefined,
          (cause) => refusalOf(cause)?.code ?? 'other',
        ),
      )
    return answers.filter((code) => code !== undefined)
  }
  expect(await codes()).toEqual([])
  give(documented.filter((right) => right !== lacking))
  const refused = await codes()
  expect(refused).not.toEqual([])
  expect(new Set(refused)).toEqual(new Set(['more_permissions_required']))
})

test('a key that lacks one of them is a case with Stripe’s own words, and the payment waits', async () => {
  const { paymentId, checkoutUrl } = await begun(await givenPhone(lender, twoLate()))
  await stripe.sandbox.turn('stripe.webhooks', 'lost')
  await stripe.pay(checkoutUrl)
  give(documented.filter((right) => right !== 'PaymentMethods: read'))
  await checkPayment({ paymentId })
  expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
  const providerSays = expect.stringContaining('rak_payment_method_read')
  expect(await refusals()).toMatchObject([{ failure: 'more_permissions_required', providerSays }])
  give(documented)
  await checkPayment({ paymentId })
  await untilPayment(paymentId, 'paid')
})

// About the key, so one for the lender.
async function refusals() {
  const rows = await database()
    .selectFrom('cases')
    .select('detail')
    .where('kind', '=', 'payment_refused')
    .where('lenderId', '=', lender.id)
    .execute()
  return rows.map(({ detail }) => detail)
}
