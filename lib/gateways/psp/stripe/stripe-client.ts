import Stripe from 'stripe'
import type { PspAccount } from '#lib/gateways/psp/port.ts'

const clients = new Map<string, Stripe>()

/** Stripe's own client for an account, with its connections kept. */
export function clientOf({ secretKey, apiBase }: PspAccount): Stripe {
  const key = `${secretKey} ${apiBase}`
  const known = clients.get(key)
  if (known) return known
  const client = new Stripe(secretKey, {
    ...sandboxAddress(apiBase),
    timeout: 10_000,
    maxNetworkRetries: 2,
    telemetry: false,
  })
  clients.set(key, client)
  return client
}

function sandboxAddress(base: string | undefined) {
  if (!base) return {}
  const { hostname, port, protocol } = new URL(base)
  return {
    host: hostname,
    port,
    protocol: protocol === 'https:' ? ('https' as const) : ('http' as const),
  }
}
