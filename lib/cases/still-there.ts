import type { Tx } from '#lib/db/transaction.ts'
import { givenUpStates } from '#lib/domain/lock/unlock.ts'
import { saidOpenAt } from '#lib/lock-rules/said-open.ts'
import type { CaseKind } from './open-case.ts'

/** `credit_stands`: the borrower's credit is not given back. `still_locked`: nobody has said that the phone is open. */
export type StillThere = 'credit_stands' | 'still_locked'

/** What a case asks for, when its record shows that it is not done; undefined: nothing, or no record shows it. */
export async function stillThere(tx: Tx, caseId: string): Promise<StillThere | undefined> {
  if (await creditStands(tx, caseId)) return 'credit_stands'
  return (await waitsForPerson(tx, caseId)) ? 'still_locked' : undefined
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
