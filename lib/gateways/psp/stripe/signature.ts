import type Stripe from 'stripe'

const toleranceSeconds = 300

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
  const faults = secrets.map((secret) => {
    try {
      return check?.verifyHeader(body, signature, secret, toleranceSeconds)
        ? undefined
        : 'not checked'
    } catch (cause) {
      return cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'unreadable'
    }
  })
  return faults.includes(undefined) ? undefined : faults[0]
}
