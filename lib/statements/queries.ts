import type { Database } from '#lib/db/client.ts'
import { ownCode } from '#lib/db/signed-codes.ts'
import {
  readStatement,
  type Stated,
  type StatementPurpose,
  type Validity,
  validityOf,
} from '#lib/domain/strangers/statement.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { isSignedBy } from '#lib/sign.ts'
import { endsLoan } from './ends-loan.ts'

export type ShownStatement = {
  stated: Stated
  validity: Validity
  withdrawnAt: Temporal.Instant | null
  endsAt: Temporal.Instant | null
  /** By which the amount is paid, while its statement stands. */
  linkCode: string | null
  /** For whoever checks by themselves. */
  says: string
  signature: string
  keyName: string
}

/** The statement of this lender that a code opens, and whether it still stands; undefined: nobody's code. */
export async function statementByCode(
  db: Database,
  lenderId: string,
  { text, now }: { text: string; now: Temporal.Instant },
): Promise<ShownStatement | undefined> {
  const code = ownCode('statement', lenderId, text)
  if (!code) return undefined
  const row = await shown(db, lenderId).where('statements.code', '=', code).executeTakeFirst()
  return row && toShown(db, row, now)
}

/** What this person has stated about a phone last, unless they took it back. */
export async function statementOf(
  db: Database,
  lenderId: string,
  about: { deviceId: string; madeBy: string; purpose?: StatementPurpose; now: Temporal.Instant },
): Promise<ShownStatement | undefined> {
  const { deviceId, madeBy, purpose = 'lock', now } = about
  const row = await shown(db, lenderId)
    .where('statements.deviceId', '=', deviceId)
    .where('statements.madeBy', '=', madeBy)
    .where('statements.purpose', '=', purpose)
    .where('statements.withdrawnAt', 'is', null)
    .executeTakeFirst()
  return row && toShown(db, row, now)
}

function shown(db: Database, lenderId: string) {
  return db
    .selectFrom('statements')
    .innerJoin('devices', 'devices.id', 'statements.deviceId')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .innerJoin('statementKeys', (join) =>
      join
        .onRef('statementKeys.lenderId', '=', 'statements.lenderId')
        .onRef('statementKeys.id', '=', 'statements.keyId'),
    )
    .leftJoin('payLinks', (join) =>
      join.onRef('payLinks.id', '=', 'statements.payLinkId').on('payLinks.revokedAt', 'is', null),
    )
    .select(['statements.says', 'statements.signature', 'statementKeys.name as keyName'])
    .select(['statements.endsAt', 'statements.withdrawnAt', 'statementKeys.publicKey'])
    .select(['devices.lockState', 'loans.outstandingMinor', 'payLinks.code as linkCode'])
    .select(['loans.id as loanId', 'devices.handedBackAt'])
    .where('statements.lenderId', '=', lenderId)
}

type Row = Awaited<ReturnType<ReturnType<typeof shown>['executeTakeFirstOrThrow']>>

async function toShown(db: Database, row: Row, now: Temporal.Instant): Promise<ShownStatement> {
  const { says, signature, keyName, endsAt, withdrawnAt, publicKey, lockState } = row
  const { outstandingMinor, linkCode, handedBackAt } = row
  const stated = readStatement(says)
  const isGenuine = isSignedBy(says, signature, publicKey)
  const endsLoanMinor = endsLoan(await readLoan(db, row.loanId), now)?.amountMinor
  const facts = {
    isGenuine,
    withdrawnAt,
    endsAt,
    lockState,
    outstandingMinor,
    endsLoanMinor,
    handedBackAt,
  }
  const validity = validityOf(stated, facts, now)
  return {
    stated,
    validity,
    withdrawnAt,
    endsAt,
    linkCode: validity === 'valid' ? linkCode : null,
    says,
    signature: signature.toString('base64url'),
    keyName,
  }
}

/** The keys by which anybody checks this lender's statements. */
export function statementKeysOf(db: Database, lenderId: string) {
  return db
    .selectFrom('statementKeys')
    .select(['name', 'publicKey', 'firstUsedAt'])
    .where('lenderId', '=', lenderId)
    .orderBy('firstUsedAt')
    .execute()
}
