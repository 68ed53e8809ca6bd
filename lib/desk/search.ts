import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import type { SearchTerms } from './search-terms.ts'

export const searchMost = 100

export type Found = {
  loanId: string
  loanNumber: string
  name: string
  brand: string
  model: string
  imei: string | null
  lockState: LockState
  otherLocks: OtherLock[]
  /** What fitted. */
  by:
    | 'imei'
    | 'phone'
    | 'email'
    | 'loan_number'
    | 'customer_number'
    | 'nickname'
    | 'reference'
    | 'pay_link'
    /** A code that leads nowhere any more: another has taken its place. */
    | 'pay_link_ended'
}

/** The loans of this lender that fit exactly, each once. Every part is answered by an index. One query. */
export async function searchLoans(
  db: Database,
  lenderId: string,
  terms: SearchTerms,
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select distinct on (loans.created_at, loans.id)
           loans.id as loan_id, loans.loan_number, borrowers.name, devices.brand, devices.model,
           devices.imei, devices.lock_state, devices.other_locks, found.by
      from (${byPerson(lenderId, terms)} union all ${byReference(lenderId, terms)}
            union all ${byPayLink(lenderId, terms)}) as found
      join loans on loans.id = found.loan_id
      join borrowers on borrowers.id = loans.borrower_id
      join devices on devices.loan_id = loans.id
     where loans.lender_id = ${lenderId}
     order by loans.created_at desc, loans.id
     limit ${searchMost}`.execute(db)
  return rows
}

function byPerson(lenderId: string, { imei, phones, email, written }: SearchTerms) {
  const key = sql`nullif(loan_key(${written}), '')`
  const people = sql`
    select id, 'email' as by from borrowers where lender_id = ${lenderId} and email = ${email}
    union all select id, 'phone' from borrowers
      where lender_id = ${lenderId} and phone = any(${phones}::text[])
    union all select id, 'phone' from borrowers
      where lender_id = ${lenderId} and nominated_phone = any(${phones}::text[])
    union all select id, 'customer_number' from borrowers
      where lender_id = ${lenderId} and loan_key(customer_number) = ${key}`
  return sql`
    select loan_id, 'imei' as by from devices where lender_id = ${lenderId} and imei = ${imei}
    union all select loan_id, 'imei' from devices where lender_id = ${lenderId} and imei2 = ${imei}
    union all select id, 'loan_number' from loans
      where lender_id = ${lenderId} and loan_key = ${key}
    union all select loan_id, 'nickname' from devices
      where lender_id = ${lenderId} and nickname is not null and loan_key(nickname) = ${key}
    union all select loans.id, people.by from (${people}) as people
      join loans on loans.borrower_id = people.id`
}

function byReference(lenderId: string, { reference }: SearchTerms) {
  const plain = ['payments', 'unlocks', 'promises', 'plans', 'returns'].map(
    (table) => sql`select loan_id from ${sql.table(table)}
      where reference = ${reference} and lender_id = ${lenderId}`,
  )
  const cases = sql`
    select coalesce(cases.loan_id, payments.loan_id, unlocks.loan_id) from cases
      left join payments on payments.id = cases.payment_id
      left join unlocks on unlocks.id = cases.unlock_id
     where cases.reference = ${reference} and cases.lender_id = ${lenderId}`
  return sql`select loan_id, 'reference' as by
    from (${sql.join([...plain, cases], sql` union all `)}) as referred`
}

function byPayLink(lenderId: string, { linkCode }: SearchTerms) {
  return sql`
    select devices.loan_id,
           case when pay_links.revoked_at is null then 'pay_link' else 'pay_link_ended' end
      from pay_links join devices on devices.id = pay_links.device_id
     where pay_links.code = ${linkCode} and pay_links.lender_id = ${lenderId}`
}

/** Nimali P.: enough to know whether it is the one on the telephone, before the record is opened and kept as seen. */
export function shortName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  const last = rest.at(-1)
  return last ? `${first} ${[...last][0]}.` : first
}
