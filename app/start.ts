import { setTimeout as sleep } from 'node:timers/promises'
import { begin, portalUses } from '#lib/begin.ts'
import { database } from '#lib/db/client.ts'
import { requireRights } from '#lib/db/own-rights.ts'
import { requireRightClock } from '#lib/db/start/clock.ts'
import { requireOwnKey } from '#lib/db/start/data-key.ts'
import { whyNotServed } from '#lib/db/start/why-not.ts'
import { env } from '#lib/env.ts'
import { letPagesChooseStatus } from '#lib/http/answer-status.ts'
import { ignoreClaimedAddresses } from '#lib/http/client-address.ts'
import { turnAwayUnreadable } from '#lib/http/turned-away.ts'
import { log } from '#lib/log.ts'

const tryAgainAfterMs = 1_000
const clockEveryMs = 30_000

/**
 * Starts the portal, or ends it: nobody is answered with a bad environment, another key, or by a wrong clock. Done when all was
 * found right; the clock is looked at for as long as the process lives.
 */
export async function startPortal(lookEveryMs = clockEveryMs): Promise<void> {
  begin(portalUses)
  letPagesChooseStatus()
  turnAwayUnreadable()
  if (!env().TRUST_PROXY) ignoreClaimedAddresses()
  await tryWhenThere()
  void watchClock(lookEveryMs)
}

// Where PostgreSQL is away, or not migrated yet, pages say so; rights, key and clock are tried when it is there.
async function tryWhenThere(): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await requireRights(database())
      await requireOwnKey()
      await requireRightClock()
      return
    } catch (cause) {
      const reason = whyNotServed(cause)
      if (tries === 1)
        log.warn(reason ? { reason } : { err: cause }, 'the portal cannot do its work yet')
      await sleep(tryAgainAfterMs)
    }
  }
}

async function watchClock(everyMs: number): Promise<never> {
  for (;;) {
    await sleep(everyMs, undefined, { ref: false })
    await requireRightClock().catch(() => {})
  }
}
