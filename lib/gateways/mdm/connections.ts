import type { Database } from '#lib/db/client.ts'
import { decryptOwn } from '#lib/encrypt.ts'
import type { MdmConnection } from './port.ts'

/** The lender's agreement with a lock provider, its secret opened. Where there is none, one without address or secret. */
export async function connectionOf(
  db: Database,
  lenderId: string,
  provider: string,
): Promise<MdmConnection> {
  const row = await connections(db, provider)
    .where('mdmConnections.lenderId', '=', lenderId)
    .executeTakeFirst()
  return row ? opened(row) : { lenderId, provider, baseUrl: null, secret: null, settings: {} }
}

/** The same by the lender's short name, as it stands in a callback's address; undefined where there is none. */
export async function connectionOfLender(
  db: Database,
  slug: string,
  provider: string,
): Promise<MdmConnection | undefined> {
  const row = await connections(db, provider).where('lenders.slug', '=', slug).executeTakeFirst()
  return row && opened(row)
}

function connections(db: Database, provider: string) {
  return db
    .selectFrom('mdmConnections')
    .innerJoin('lenders', 'lenders.id', 'mdmConnections.lenderId')
    .select([
      'lenderId',
      'provider',
      'baseUrl',
      'secretEncrypted',
      'formerSecretEncrypted',
      'settings',
    ])
    .where('provider', '=', provider)
}

type Encrypted = Omit<MdmConnection, 'secret'> & {
  secretEncrypted: Buffer | null
  formerSecretEncrypted: Buffer | null
}

function opened({ secretEncrypted, formerSecretEncrypted, ...row }: Encrypted): MdmConnection {
  const open = (encrypted: Buffer | null) =>
    (encrypted && decryptOwn(encrypted, 'mdm-secret')) ?? null
  return { ...row, secret: open(secretEncrypted), formerSecret: open(formerSecretEncrypted) }
}
