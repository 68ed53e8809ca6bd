import { expect } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import { brokenPromises } from './broken-promises.ts'

/** The ledger holds, of all loans or of one: Stripe's money, the ledger, the balances and the unlocks agree with each other. */
export async function expectLedgerToHold(db: Database, loanId?: string): Promise<void> {
  for (const { promise, rows } of await brokenPromises(db, loanId))
    expect(rows, promise).toEqual([])
}
