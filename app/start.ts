import { setTimeout as sleep } from 'node:timers/promises'
import { begin, portalUses } from '#lib/begin.ts'
import { requireOwnKey } from '#lib/db/data-key.ts'
import { env } from '#lib/env.ts'
import { letPagesChooseStatus } from '#lib/gateways/answer-status.ts'
import { ignoreClaimedAddresses } from '#lib/gateways/client-address.ts'
import { turnAwayUnreadable } from '#lib/gateways/turned-away.ts'
import { log } from '#lib/log.ts'

const tryAgainAfterMs = 1_000

/** Starts the portal, or ends it: nobody is answered with a bad environment or another key. */
export function startPortal(): void {
  begin(portalUses)
  letPagesChooseStatus()
  turnAwayUnreadable()
  if (!env().TRUST_PROXY) ignoreClaimedAddresses()
  void tryKey()
}

// Where PostgreSQL is away, or not migrated yet, pages say so; the key is tried when it is there.
async function tryKey(): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await requireOwnKey()
    } catch (cause) {
      if (tries === 1) log.warn({ err: cause }, 'the data key cannot be tried yet')
      await sleep(tryAgainAfterMs)
    }
  }
}
