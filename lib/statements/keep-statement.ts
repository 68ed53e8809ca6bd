import { createHash } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import {
  purposeOf,
  type Stated,
  type StatementPurpose,
  statementText,
} from '#lib/domain/strangers/statement.ts'
import { publicKeyOf, signText } from '#lib/sign.ts'

type NewStatement = {
  lenderId: string
  deviceId: string
  stated: Stated
  madeBy: string
  endsAt: Temporal.Instant | null
  payLinkId: string | null
  now: Temporal.Instant
}

/** Signs and keeps a statement; whoever asked for it has none other of its purpose about this phone that stands. */
export async function keepStatement(tx: Tx, statement: NewStatement): Promise<void> {
  const { lenderId, deviceId, stated, madeBy, endsAt, payLinkId, now } = statement
  const purpose = purposeOf(stated)
  await withdrawStatements(tx, { lenderId, deviceId, madeBy, purpose, now })
  const says = statementText(stated)
  const signedFor = `statement:${lenderId}`
  const keyId = await keyInUse(tx, lenderId, { publicKey: publicKeyOf(signedFor), now })
  const { id: subjectId } = await tx
    .insertInto('statements')
    .values({
      lenderId,
      deviceId,
      code: stated.code,
      purpose,
      says,
      signature: signText(says, signedFor),
      keyId,
      madeBy,
      madeAt: now,
      endsAt,
      payLinkId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeAuditLog(tx, {
    lenderId,
    actor: madeBy,
    action: 'statement.made',
    subject: 'statement',
    subjectId,
    detail: { kind: stated.kind },
  })
}

type Withdrawal = {
  lenderId: string
  deviceId: string
  madeBy: string
  purpose: StatementPurpose
  now: Temporal.Instant
}

/** Takes back what somebody had stated about a phone; gives the links by which its amount was paid. */
export async function withdrawStatements(tx: Tx, withdrawal: Withdrawal): Promise<string[]> {
  const { lenderId, deviceId, madeBy, purpose, now } = withdrawal
  const withdrawn = await tx
    .updateTable('statements')
    .set({ withdrawnAt: now })
    .where('lenderId', '=', lenderId)
    .where('deviceId', '=', deviceId)
    .where('madeBy', '=', madeBy)
    .where('purpose', '=', purpose)
    .where('withdrawnAt', 'is', null)
    .returning(['id', 'payLinkId'])
    .execute()
  for (const { id: subjectId } of withdrawn)
    await writeAuditLog(tx, {
      lenderId,
      actor: madeBy,
      action: 'statement.withdrawn',
      subject: 'statement',
      subjectId,
    })
  return withdrawn.flatMap(({ payLinkId }) => (payLinkId === null ? [] : [payLinkId]))
}

async function keyInUse(
  tx: Tx,
  lenderId: string,
  { publicKey, now }: { publicKey: Buffer; now: Temporal.Instant },
): Promise<string> {
  const name = createHash('sha256').update(publicKey).digest('hex').slice(0, 8)
  await tx
    .insertInto('statementKeys')
    .values({ lenderId, name, publicKey, firstUsedAt: now })
    .onConflict((conflict) => conflict.columns(['lenderId', 'name']).doNothing())
    .execute()
  const { id } = await tx
    .selectFrom('statementKeys')
    .select('id')
    .where('lenderId', '=', lenderId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return id
}
