import { afterAll, afterEach, beforeEach } from 'vitest'
import { database } from '#lib/db/client.ts'
import { dayFromNow } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { loseTheQueue, startWorld } from '#tests/support/world.ts'

/** A lender whose phones are looked after by rounds of the reconciler, each test with an empty queue. Call once, at the top. */
export async function givenRounds() {
  await freshDatabase()
  const mailbox = await startMailServer()
  afterAll(mailbox.stop)
  const world = await startWorld()
  const lender = await givenLender()
  await world.connect(lender)
  beforeEach(async () => {
    await loseTheQueue()
    await world.mdm.sandbox.turn('mdm.api', 'normal')
  })
  afterEach(() => expectLedgerToHold(database()))
  return { ...world, lender }
}

export const later = (minutes: number) => Temporal.Now.instant().add({ minutes })

/** A loan of which nothing is late. */
export const upToDate = [[dayFromNow(30), 500_000n]] as const
