import { env } from '#lib/env.ts'
import type { PaymentProvider, PspAccount } from './port.ts'
import { stripeProvider } from './stripe/stripe.ts'

type ProviderFactory = (account: PspAccount) => PaymentProvider

const factories = new Map<string, ProviderFactory>([['stripe', stripeProvider]])

/** The account of the environment, which serves an installation with one. */
export function installationAccount(): PspAccount {
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE } = env()
  return {
    provider: 'stripe',
    secretKey: STRIPE_SECRET_KEY,
    // Asked for by the portal alone, which hears the events: a worker may have none.
    get webhookSecrets() {
      return env().STRIPE_WEBHOOK_SECRET
    },
    apiBase: STRIPE_API_BASE,
  }
}

/** The account to which a lender's money goes: the installation's, for all of its lenders. */
export function accountOf(_lenderId: string): PspAccount {
  return installationAccount()
}

export function providerOf(account: PspAccount): PaymentProvider {
  const factory = factories.get(account.provider)
  if (!factory) throw new Error(`There is no payment provider ${account.provider}`)
  return factory(account)
}
