import type { PaymentProvider, PspAccount } from '#lib/gateways/psp/port.ts'
import { closeCheckout, findCheckout, openCheckout, readCheckout } from './checkout.ts'
import { readEvent } from './event.ts'
import { eventsSince } from './list-events.ts'
import { readAccount } from './payment-account.ts'
import { readMoney } from './read-money.ts'
import { refund } from './refund.ts'
import { refusing } from './refusal.ts'
import { signatureFault } from './signature.ts'
import { clientOf } from './stripe-client.ts'

/** Stripe behind the port: its SDK, its names and its ways of counting end here. */
export function stripeProvider(account: PspAccount): PaymentProvider {
  const client = clientOf(account)
  return {
    openCheckout: (request) => refusing(openCheckout(client, request)),
    findCheckout: (paymentId, made) => refusing(findCheckout(client, paymentId, made)),
    readCheckout: (sessionId) => refusing(readCheckout(client, sessionId)),
    closeCheckout: (sessionId) => refusing(closeCheckout(client, sessionId)),
    refund: (wanted) => refusing(refund(client, wanted)),
    readMoney: (about) => refusing(readMoney(client, about)),
    eventsSince: (since) => eventsSince(client, since),
    readAccount: () => refusing(readAccount(client)),
    signatureFault: (body, headers) =>
      signatureFault(client, account.webhookSecrets, { body, headers }),
    readEvent: (body) => readEvent(account, body),
  }
}
