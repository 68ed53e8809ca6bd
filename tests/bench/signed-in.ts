import { encryptSession } from '#lib/accounts/session-cookie.ts'
import { startSession } from '#lib/accounts/sessions.ts'
import { createDatabase } from '#lib/db/client.ts'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { startStaffSession } from '#lib/staff/sessions.ts'
import type { Stack } from './stack.ts'

export type Headers = Record<string, string>

const host = 'bench.localhost'

/** What a signed-in borrower's browser sends. */
export async function asBorrower({ pool }: Stack): Promise<Headers> {
  const { rows } = await pool.query(
    `select id, lender_id from borrowers where customer_number = 'C7'`,
  )
  const owner = { borrowerId: rows[0].id, lenderId: rows[0].lender_id, ownDevice: true }
  const secret = await createDatabase(pool)
    .transaction()
    .execute((tx) => startSession(tx, { ...owner, now: Temporal.Now.instant() }))
  return { cookie: `next-auth.session-token=${await encryptSession(secret)}`, host }
}

/** What the browser of somebody at the lender's desk sends. */
export async function asStaff({ pool }: Stack): Promise<Headers> {
  const { rows } = await pool.query(
    `insert into staff (lender_id, email, name, role)
     select id, 'staff@bench.example', 'Amara Silva', 'agent' from lenders returning id, lender_id`,
  )
  const owner = { staffId: rows[0].id, lenderId: rows[0].lender_id }
  const secret = await createDatabase(pool)
    .transaction()
    .execute((tx) => startStaffSession(tx, { ...owner, now: Temporal.Now.instant() }))
  return { cookie: `${staffCookieName()}=${secret}`, host }
}
