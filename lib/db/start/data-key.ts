import { endWith } from '#lib/begin.ts'
import { database } from '#lib/db/client.ts'
import { decryptOwn, encrypt } from '#lib/encrypt.ts'

const known = 'keyturn'
const purpose = 'data-key'

/** Since when another key than DATA_KEY encrypts this database's secrets; undefined: it is this one. The first key is noted. */
async function otherKeySince(): Promise<Temporal.Instant | undefined> {
  const db = database()
  await db
    .insertInto('dataKeys')
    .values({ proof: encrypt(known, purpose) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { proof, since } = await db
    .selectFrom('dataKeys')
    .select(['proof', 'since'])
    .where('replacedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return decryptOwn(proof, purpose) === known ? undefined : since
}

/** Ends this process when its key is not the one that encrypted this database's secrets. */
export async function requireOwnKey(): Promise<void> {
  const since = await otherKeySince()
  if (since === undefined) return
  endWith(
    `DATA_KEY is not the key that has encrypted this database's secrets since ${since.toString({ smallestUnit: 'second' })} (docs/operations.md, "The data key").`,
  )
}
