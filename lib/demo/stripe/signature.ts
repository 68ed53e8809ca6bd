import { createHmac } from 'node:crypto'

/** Stripe's signature scheme (docs.stripe.com/webhooks#verify-manually): HMAC-SHA256 of `timestamp.payload`. */
export function signatureHeader(payload: string, secret: string, timestamp: number): string {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')
  return `t=${timestamp},v1=${signature}`
}
