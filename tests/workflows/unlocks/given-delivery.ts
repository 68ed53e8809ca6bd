import { afterAll, afterEach, beforeEach } from 'vitest'
import { database } from '#lib/db/client.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { startWorld } from '#tests/support/world.ts'

/** A lender whose lock service is waited for only briefly, and its mailbox. Call once, at the top. */
export async function givenDeliveries() {
  await freshDatabase()
  const mailbox = await startMailServer()
  afterAll(mailbox.stop)
  const world = await startWorld()
  const lender = await givenLender()
  await world.connect(lender, 400)
  beforeEach(async () => {
    world.said.length = 0
    await world.mdm.sandbox.turn('mdm.api', 'normal')
    await world.mdm.sandbox.turn('mdm.callbacks', 'normal')
  })
  afterEach(() => expectLedgerToHold(database()))
  const aPhone = (values: { online?: boolean } = {}) => world.givenPhone(lender, twoLate(), values)
  return { ...world, lender, mailbox, aPhone }
}

/** A payment of the arrears that Stripe has told us of; gives its id. */
export async function paid(loan: GivenLoan): Promise<string> {
  const asked = await open(loan)
  await tell(intentNews('succeeded', asked))
  return asked.paymentId
}
