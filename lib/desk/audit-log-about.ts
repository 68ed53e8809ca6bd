import { type RawBuilder, sql } from 'kysely'
import { parseReference } from '#lib/domain/identity/reference.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'

/** The records that belong to some loans, as the audit log names them. */
export function recordsOfLoans(loanIds: RawBuilder<unknown>): RawBuilder<unknown> {
  const own = [
    'payment',
    'unlock',
    'promise',
    'plan',
    'return',
    'hold',
    'case',
    'approval',
    'block_listing',
  ]
  const parts = own.map(
    (subject) => sql`select ${sql.lit(subject)}, id::text from ${sql.table(`${subject}s`)}
      where loan_id in (${loanIds})`,
  )
  return sql`
    select 'loan' as subject, id::text as subject_id from loans where id in (${loanIds})
    union all select 'borrower', borrower_id::text from loans where id in (${loanIds})
    union all select 'device', id::text from devices where loan_id in (${loanIds})
    union all select 'pay_link', pay_links.id::text from pay_links
      join devices on devices.id = pay_links.device_id where devices.loan_id in (${loanIds})
    union all select 'statement', statements.id::text from statements
      join devices on devices.id = statements.device_id where devices.loan_id in (${loanIds})
    union all select 'refund', refunds.id::text from refunds
      join payments on payments.id = refunds.payment_id where payments.loan_id in (${loanIds})
    union all ${sql.join(parts, sql` union all `)}`
}

const referenced = [
  ['payment', 'payments'],
  ['unlock', 'unlocks'],
  ['case', 'cases'],
  ['plan', 'plans'],
  ['return', 'returns'],
  ['promise', 'promises'],
] as const

/** The records that people call by a reference, and the refunds of a payment. */
function recordsCalled(lenderId: string, reference: string): RawBuilder<unknown> {
  const own = referenced.map(
    ([subject, table]) => sql`select ${sql.lit(subject)} as subject, id::text as subject_id
      from ${sql.table(table)} where lender_id = ${lenderId} and reference = ${reference}`,
  )
  return sql`${sql.join(own, sql` union all `)}
    union all select 'refund', refunds.id::text from refunds
      join payments on payments.id = refunds.payment_id
     where payments.lender_id = ${lenderId} and payments.reference = ${reference}`
}

/**
 * Lines about what was typed: the id of a record, the end of one as the pages show it, the number of a loan, or a
 * reference; also where a line names it beside its own record.
 */
export function isAbout(lenderId: string, typed: string): RawBuilder<boolean> {
  if (isUuid(typed)) {
    const id = typed.toLowerCase()
    return sql`(audit_log.subject_id = ${id} or ${names(id)})`
  }
  const [, end] = /^(?:…|\.{3})?([0-9a-f]{6,12})$/i.exec(typed) ?? []
  const loans = sql`select id from loans
    where lender_id = ${lenderId} and loan_key = nullif(loan_key(${typed}), '')`
  const isEnd = end
    ? sql`(audit_log.subject_id like ${`%${end.toLowerCase()}`} or ${names(end.toLowerCase())})`
    : sql`false`
  const reference = parseReference(typed)
  const isCalled = reference
    ? sql`((audit_log.subject, audit_log.subject_id) in (${recordsCalled(lenderId, reference)})
        or ${names(reference)})`
    : sql`false`
  return sql`(audit_log.subject_id = ${typed} or ${isEnd} or ${isCalled}
    or (audit_log.subject, audit_log.subject_id) in (${recordsOfLoans(loans)}))`
}

// A value of the detail, or the end of one. What is looked for has no sign that JSON or LIKE reads otherwise.
function names(end: string): RawBuilder<boolean> {
  return sql`audit_log.detail::text like ${`%${end}"%`}`
}

// A refund names its approval in its reason.
const approval = sql`coalesce(audit_log.detail ->> 'approval', substring(audit_log.detail ->> 'reason' from '^approved:(.*)$'))`

/** Who agreed as the second person to what a line says, for a query with `audit_log` in it. */
export const agreedByName = sql<string | null>`(
  select second.name from approvals join staff as second on second.id = approvals.decided_by
   where approvals.lender_id = audit_log.lender_id
     and approvals.id = case when ${approval} ~ '^[0-9a-f-]{36}$' then (${approval})::uuid end)`
