import { type Insertable, sql } from 'kysely'
import type { Challenges } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Identifier } from './identifier.ts'

export const codeMinutes = 10
export const challengeMinutes = 30
/** How long after a code the next one may go by the same way. */
export const codePauseSeconds = 30

type Account = {
  borrowerId: string | null
  deviceId: string | null
  ambiguousBorrowerId: string | null
}

type NewChallenge = {
  lenderId: string
  identifier: Identifier
  now: Temporal.Instant
  /** The id that the form was made with: sent twice, it begins one sign-in. */
  id?: string | undefined
}

/**
 * Begins a sign-in and returns its id. The same statements run and the same row is written
 * whether or not anybody answers to the identifier.
 */
export async function startChallenge(
  tx: Tx,
  { lenderId, identifier, now, id }: NewChallenge,
): Promise<string> {
  const challenge = {
    lenderId,
    ...(await findAccount(tx, lenderId, identifier)),
    identifierHash: identifier.hash,
    createdAt: now,
    expiresAt: now.add({ minutes: codeMinutes }),
  }
  const asSent = { ...challenge, id }
  const begun = (await begin(tx, asSent)) ?? (await sentTwice(tx, asSent, now))
  const { id: made } = begun ?? (await begin(tx, challenge)) ?? {}
  if (!made) throw new Error('a sign-in did not begin')
  return made
}

type NewRow = Insertable<Challenges>

function begin(tx: Tx, challenge: NewRow) {
  return tx
    .insertInto('challenges')
    .values(challenge)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
}

// The form of a moment ago, with the same words: not one that is shown again, or whose id somebody made up.
function sentTwice(tx: Tx, { id, lenderId, identifierHash }: NewRow, now: Temporal.Instant) {
  return tx
    .selectFrom('challenges')
    .select('id')
    .where('id', '=', id ?? null)
    .where('lenderId', '=', lenderId)
    .where('identifierHash', '=', identifierHash)
    .where('usedAt', 'is', null)
    .where('createdAt', '>', now.subtract({ seconds: codePauseSeconds }))
    .executeTakeFirst()
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
