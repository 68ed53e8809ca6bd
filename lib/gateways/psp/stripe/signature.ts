import { createHmac } from 'node:crypto'
import type Stripe from 'stripe'

const toleranceSeconds = 300

// The client would sign a body's text, and not all bytes are text: a character here is a byte.
const ofBytes = {
  computeHMACSignature: (bytes, secret) =>
    createHmac('sha256', secret).update(bytes, 'latin1').digest('hex'),
} as Stripe.CryptoProvider

type Signed = { body: Uint8Array; headers: Headers }

/** Why Stripe's signature does not hold; undefined: it holds, by any of the secrets that are valid. */
export function signatureFault(
  client: Stripe,
  secrets: readonly string[],
  { body, headers }: Signed,
): string | undefined {
  const signature = headers.get('stripe-signature')
  if (!signature) return 'no signature'
  const { signature: check } = client.webhooks
  const bytes = Buffer.from(body).toString('latin1')
  const faults = secrets.map((secret) => {
    try {
      return check?.verifyHeader(bytes, signature, secret, toleranceSeconds, ofBytes)
        ? undefined
        : 'not checked'
    } catch (cause) {
      return cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'unreadable'
    }
  })
  return faults.includes(undefined) ? undefined : faults[0]
}
