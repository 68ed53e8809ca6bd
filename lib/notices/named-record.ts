import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'

/** Where a borrower sees what a reference names; undefined: nothing of theirs has it. */
export async function pathOfReference(
  db: Database,
  borrowerId: string,
  reference: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`
    with named as (
      select loan_id, '/payments/' || id as path from payments where reference = ${reference}
      union all select unlocks.loan_id, coalesce('/payments/' || payments.id, '/phones/' || unlocks.device_id)
        from unlocks left join payments on payments.unlock_id = unlocks.id
       where unlocks.reference = ${reference}
      union all select loan_id, '/promises/' || id from promises where reference = ${reference}
      union all select loan_id, '/plans/' || id from plans where reference = ${reference}
      union all select loan_id, '/returns/' || id from returns where reference = ${reference}
      union all select cases.loan_id, '/phones/' || devices.id || '/dispute'
        from cases join devices on devices.loan_id = cases.loan_id
       where cases.reference = ${reference} and cases.kind = 'borrower_dispute')
    select path from named join loans on loans.id = named.loan_id
     where loans.borrower_id = ${borrowerId}
     limit 1`.execute(db)
  return rows[0]?.path
}
