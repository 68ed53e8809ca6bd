import { sql } from 'kysely'
import type { Tx } from '#lib/db/transaction.ts'
import type { Identifier } from './identifier.ts'

export const codeMinutes = 10
export const challengeMinutes = 30

type Account = {
  borrowerId: string | null
  deviceId: string | null
  ambiguousBorrowerId: string | null
}

type NewChallenge = { lenderId: string; identifier: Identifier; now: Temporal.Instant }

/**
 * Begins a sign-in and returns its id. The same statements run and the same row is written
 * whether or not anybody answers to the identifier.
 */
export async function startChallenge(
  tx: Tx,
  { lenderId, identifier, now }: NewChallenge,
): Promise<string> {
  const account = await findAccount(tx, lenderId, identifier)
  const { id } = await tx
    .insertInto('challenges')
    .values({
      lenderId,
      ...account,
      identifierHash: identifier.hash,
      createdAt: now,
      expiresAt: now.add({ minutes: codeMinutes }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function findAccount(tx: Tx, lenderId: string, wanted: Identifier): Promise<Account> {
  const { loanNumber, email, phones, imei } = wanted
  const { rows } = await sql<{ borrowerId: string; deviceId: string | null }>`
    select borrower_id, max(device_id::text)::uuid as device_id from (
      select borrower_id, null::uuid as device_id from loans
        where lender_id = ${lenderId} and loan_key = nullif(loan_key(${loanNumber}), '')
      union all select id, null from borrowers where lender_id = ${lenderId} and email = ${email}
      union all select id, null from borrowers
        where lender_id = ${lenderId} and phone = any(${phones}::text[])
      union all select id, null from borrowers
        where lender_id = ${lenderId} and nominated_phone = any(${phones}::text[])
      union all select borrower_id, id from devices where lender_id = ${lenderId} and imei = ${imei}
      union all select borrower_id, id from devices where lender_id = ${lenderId} and imei2 = ${imei}
    ) as found group by borrower_id order by borrower_id limit 2`.execute(tx)
  return accountOf(rows, email !== null)
}

// Several borrowers behind one address or number: none of them is chosen for the person. Those who
// share an e-mail address are told, there, to use the loan number.
function accountOf(
  [first, second]: { borrowerId: string; deviceId: string | null }[],
  byEmail: boolean,
): Account {
  if (first && !second) return { ...first, ambiguousBorrowerId: null }
  const ambiguousBorrowerId = first && byEmail ? first.borrowerId : null
  return { borrowerId: null, deviceId: null, ambiguousBorrowerId }
}
