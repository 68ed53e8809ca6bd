import type { Database } from '#lib/db/client.ts'
import { ownCode } from '#lib/db/signed-codes.ts'
import {
  readStatement,
  type Standing,
  type Stated,
  standingOf,
} from '#lib/domain/strangers/statement.ts'
import { isSignedBy } from '#lib/sign.ts'

export type ShownStatement = {
  stated: Stated
  standing: Standing
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
  return row && toShown(row, now)
}

/** What this person has stated about a phone last, unless they took it back. */
export async function statementOf(
  db: Database,
  lenderId: string,
  { deviceId, madeBy, now }: { deviceId: string; madeBy: string; now: Temporal.Instant },
): Promise<ShownStatement | undefined> {
  const row = await shown(db, lenderId)
    .where('statements.deviceId', '=', deviceId)
    .where('statements.madeBy', '=', madeBy)
    .where('statements.withdrawnAt', 'is', null)
    .executeTakeFirst()
  return row && toShown(row, now)
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
    .where('statements.lenderId', '=', lenderId)
}

type Row = Awaited<ReturnType<ReturnType<typeof shown>['executeTakeFirstOrThrow']>>

function toShown(row: Row, now: Temporal.Instant): ShownStatement {
  const { says, signature, keyName, endsAt, withdrawnAt, publicKey, lockState } = row
  const { outstandingMinor, linkCode } = row
  const stated = readStatement(says)
  const isGenuine = isSignedBy(says, signature, publicKey)
  const facts = { isGenuine, withdrawnAt, endsAt, lockState, outstandingMinor }
  const standing = standingOf(stated.kind, facts, now)
  return {
    stated,
    standing,
    withdrawnAt,
    endsAt,
    linkCode: standing === 'stands' ? linkCode : null,
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
