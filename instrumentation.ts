/** Once, before the first request: a bad environment stops the start; nobody may claim another address. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { env } = await import('#lib/env.ts')
  const { ignoreClaimedAddresses } = await import('#lib/gateways/client-address.ts')
  const { letPagesChooseStatus } = await import('#lib/gateways/answer-status.ts')
  const { turnAwayUnreadable } = await import('#lib/gateways/turned-away.ts')
  letPagesChooseStatus()
  turnAwayUnreadable()
  if (!env().TRUST_PROXY) ignoreClaimedAddresses()
}
