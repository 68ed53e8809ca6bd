import { sql } from 'kysely'
import type { Tx } from '#lib/db/transaction.ts'
import { givenUpStates } from '#lib/domain/lock/unlock.ts'
import { saidOpenAt } from '#lib/lock-rules/said-open.ts'
import type { CaseKind } from './open-case.ts'

/**
 * `credit_stands`: the borrower's credit is not given back. `still_locked`: nobody has said that the phone is open. `still_listed`:
 * nor that it is off the block list.
 */
const thingsThere = ['credit_stands', 'still_locked', 'still_listed'] as const
export type StillThere = (typeof thingsThere)[number]

export function isStillThere(refusal: string): refusal is StillThere {
  return (thingsThere as readonly string[]).includes(refusal)
}

/** What a case asks for, when its record shows that it is not done; undefined: nothing, or no record shows it. */
export async function stillThere(tx: Tx, caseId: string): Promise<StillThere | undefined> {
  if (await creditStands(tx, caseId)) return 'credit_stands'
  if (await waitsForPerson(tx, caseId)) return 'still_locked'
  return (await isStillListed(tx, caseId)) ? 'still_listed' : undefined
}

const aboutList: CaseKind = 'block_list_removal'

function isStillListed(tx: Tx, caseId: string) {
  return tx
    .selectFrom('cases')
    .innerJoin('blockListings', 'blockListings.loanId', 'cases.loanId')
    .select('blockListings.id')
    .where('cases.id', '=', caseId)
    .where('cases.kind', '=', aboutList)
    .where(sql<boolean>`cases.dedupe_key = 'block_list_removal:' || block_listings.id`)
    .where('blockListings.removedOn', 'is', null)
    .where('blockListings.withdrawnAt', 'is', null)
    .executeTakeFirst()
}

const aboutCredit: CaseKind = 'credit_left'

function creditStands(tx: Tx, caseId: string) {
  return tx
    .selectFrom('cases')
    .innerJoin('loans', 'loans.id', 'cases.loanId')
    .select('loans.id')
    .where('cases.id', '=', caseId)
    .where('cases.kind', '=', aboutCredit)
    .where('loans.creditMinor', '>', 0n)
    .executeTakeFirst()
}

const byHand: CaseKind = 'manual_unlock'

// A newer unlock has a case of its own, and what was revoked opens nothing.
function waitsForPerson(tx: Tx, caseId: string) {
  return tx
    .selectFrom('cases')
    .innerJoin('unlocks', 'unlocks.id', 'cases.unlockId')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .select('unlocks.id')
    .where('cases.id', '=', caseId)
    .where('cases.kind', '=', byHand)
    .where('unlocks.state', 'in', givenUpStates)
    .where('unlocks.isNewest', '=', true)
    .where('unlocks.revokedAt', 'is', null)
    .where(saidOpenAt, 'is', null)
    .executeTakeFirst()
}
