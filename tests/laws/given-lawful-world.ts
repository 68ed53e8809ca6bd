import { afterEach, beforeEach } from 'vitest'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender } from '#tests/support/lender.ts'
import { startWorld } from '#tests/support/world.ts'

/** A lender, and a lock service that is well before each test; after each the ledger holds. Call once, at the top. */
export async function givenLawfulWorld() {
  await freshDatabase()
  const { mdm, connect, givenPhone } = await startWorld()
  const lender = await givenLender()
  await connect(lender, 400)
  beforeEach(() => mdm.sandbox.turn('mdm.api', 'normal'))
  afterEach(() => expectLedgerToHold(database()))
  return { mdm, lender, givenPhone }
}
