import type { Selectable } from 'kysely'
import type { Returns } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'

/** Whose return it must be. */
export type ReturnOwner = { borrowerId: string } | { lenderId: string }

const returnColumns = [
  'id',
  'lenderId',
  'loanId',
  'deviceId',
  'reference',
  'state',
  'version',
  'quoteId',
  'handOver',
  'arrangedAt',
  'courierOn',
  'courierSlot',
  'sendBy',
  'remindedAt',
  'dataWindowUntil',
  'receivedAt',
  'condition',
  'owedAfterMinor',
  'answerBy',
  'unlockId',
] as const

type ReturnRow = Pick<Selectable<Returns>, (typeof returnColumns)[number]>

export type LockedReturn = { row: ReturnRow; loan: LoanRecord }

/** A return of this owner with its loan's balance, both locked, the loan first as everywhere. Another's is not found. */
export async function lockReturn(
  tx: Tx,
  owner: ReturnOwner,
  returnId: string,
): Promise<LockedReturn | undefined> {
  if (!isUuid(returnId)) return undefined
  const found = await ownReturns(tx, owner)
    .select('returns.loanId')
    .where('returns.id', '=', returnId)
    .executeTakeFirst()
  if (!found) return undefined
  const loan = await lockLoan(tx, found.loanId)
  const row = await tx
    .selectFrom('returns')
    .select(returnColumns)
    .where('id', '=', returnId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return { row, loan }
}

/** The returns of a borrower or of a lender: every query about a return starts here. */
export function ownReturns(db: Pick<Tx, 'selectFrom'>, owner: ReturnOwner) {
  const returns = db.selectFrom('returns').innerJoin('loans', 'loans.id', 'returns.loanId')
  return 'borrowerId' in owner
    ? returns.where('loans.borrowerId', '=', owner.borrowerId)
    : returns.where('returns.lenderId', '=', owner.lenderId)
}
