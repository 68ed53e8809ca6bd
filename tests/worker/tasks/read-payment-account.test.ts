import { afterAll, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { notePaymentAccount, paymentAccount } from '#lib/db/payment-accounts.ts'
import { env } from '#lib/env.ts'
import { statementNameFor } from '#lib/payments/name-on-statement.ts'
import readPaymentAccount from '#lib/worker/tasks/read-payment-account.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { startStripeSandbox } from '#tests/support/stripe.ts'

await freshDatabase()
const stripe = await startStripeSandbox()
env().STRIPE_API_BASE = stripe.url
afterAll(() => stripe.stop())

const lender = { statementDescriptor: 'SERENDIB MOBILE' }

test('the name on the statement is what Stripe prints, once the account has been read', async () => {
  expect(await statementNameFor(database(), lender)).toBeUndefined()
  await readPaymentAccount()
  await readPaymentAccount()
  expect(await paymentAccount(database())).toEqual({ cardPrefix: 'SANDBOX', statementName: null })
  expect(await statementNameFor(database(), lender)).toBe('SANDBOX* SERENDIB MOBI')
  expect(await statementNameFor(database(), lender, 'oxxo')).toBeUndefined()
  expect(await statementNameFor(database(), lender, null)).toBeUndefined()
})

test('a key that may not read it leaves what was known, and fails nothing', async () => {
  const known = await paymentAccount(database())
  const key = env().STRIPE_SECRET_KEY
  Object.assign(env(), { STRIPE_SECRET_KEY: 'sk_test_of_another' })
  try {
    await readPaymentAccount()
  } finally {
    Object.assign(env(), { STRIPE_SECRET_KEY: key })
  }
  expect(known).toBeDefined()
  expect(await paymentAccount(database())).toEqual(known)
})

test('payers are offered what the account takes of what the lender chose; all of it where the account does not say', async () => {
  const { id } = await givenLender()
  const paymentMethods = ['oxxo', 'card']
  await database().updateTable('lenders').set({ paymentMethods }).where('id', '=', id).execute()
  const offered = async (methods: string[] | null) => {
    const account = { accountRef: 'acct_offered', cardPrefix: null, statementName: null, methods }
    await notePaymentAccount(database(), account, Temporal.Now.instant())
    const { paymentMethods, chosenMethods } = await lenderById(database(), id)
    expect(chosenMethods).toEqual(['oxxo', 'card'])
    return paymentMethods
  }
  expect(await offered(['card', 'konbini'])).toEqual(['card'])
  expect(await offered(['card', 'oxxo'])).toEqual(['oxxo', 'card'])
  expect(await offered(null)).toEqual(['oxxo', 'card'])
  expect(await offered(['konbini'])).toEqual(['oxxo', 'card'])
})
