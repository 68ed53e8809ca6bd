import { afterAll, afterEach } from 'vitest'
import { database } from '#lib/db/client.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { returnPolicy } from './given-return.ts'

/** A lender for each rule about returns; the ledger is checked after each test. Call once, at the top. */
export async function givenReturnLenders() {
  await freshDatabase()
  const mailbox = await startMailServer()
  afterAll(mailbox.stop)
  const lenders = {
    loan_closed: await givenLender({ policy: returnPolicy('loan_closed') }),
    settlement: await givenLender({ policy: returnPolicy('settlement') }),
    half: await givenLender({ policy: returnPolicy('half') }),
  }
  afterEach(() => expectLedgerToHold(database()))
  const given = (rule: keyof typeof lenders = 'settlement', eachMinor = 1_000n) =>
    givenLoan(lenders[rule], twoLate(eachMinor))
  return { lenders, given }
}
