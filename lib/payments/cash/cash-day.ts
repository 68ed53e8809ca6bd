import { type RawBuilder, sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { CashMethod } from '#lib/domain/money/cash-limit.ts'

/** Money that somebody of the staff took, or the undoing of such an entry, on the day it was entered. */
export type CashLine = {
  what: 'taken' | 'undone'
  at: Temporal.Instant
  paymentId: string
  reference: string
  takenBy: string
  takenByName: string
  method: CashMethod
  officeReceipt: string
  currency: string
  /** Below nothing for what was undone. */
  amountMinor: bigint
  loanNumber: string
  borrowerName: string
  /** Who agreed as the second person. */
  agreedByName: string | null
}

export type DayOf = { lenderId: string; timeZone: string; day: Temporal.PlainDate }

/** What the staff of a lender entered and undid on one day, by person and in its order. */
export async function cashLines(db: Database, of: DayOf): Promise<CashLine[]> {
  const { rows } = await sql<CashLine>`
    select line.what, line.at, line.amount_minor, payments.id as payment_id, payments.reference,
           payments.taken_by, taker.name as taken_by_name, payments.method,
           coalesce(payments.office_receipt, '') as office_receipt, payments.currency,
           loans.loan_number, borrowers.name as borrower_name, agreed.name as agreed_by_name
      from (${taken(of)} union all ${undone(of)}) as line
      join payments on payments.id = line.id
      join staff as taker on taker.id = payments.taken_by
      join loans on loans.id = payments.loan_id
      join borrowers on borrowers.id = loans.borrower_id
      left join approvals on approvals.id = payments.approval_id
      left join staff as agreed on agreed.id = approvals.decided_by
     order by taker.name, taker.id, line.at, payments.id`.execute(db)
  return rows
}

function taken({ lenderId, ...of }: DayOf): RawBuilder<unknown> {
  return sql`select 'taken' as what, id, booked_at as at, asked_minor as amount_minor from payments
    where lender_id = ${lenderId} and taken_by is not null and ${isOn('booked_at', of)}`
}

function undone({ lenderId, ...of }: DayOf): RawBuilder<unknown> {
  return sql`select 'undone', id, reversed_at, -asked_minor from payments
    where lender_id = ${lenderId} and taken_by is not null and ${isOn('reversed_at', of)}`
}

function isOn(column: string, { day, timeZone }: Omit<DayOf, 'lenderId'>): RawBuilder<boolean> {
  const [from, until] = [day, day.add({ days: 1 })].map((date) =>
    date.toZonedDateTime(timeZone).toInstant().toString(),
  )
  return sql`${sql.ref(column)} >= ${from}::timestamptz and ${sql.ref(column)} < ${until}::timestamptz`
}

/** What one person's entries of a day come to in one currency. */
export type CashSum = {
  takenBy: string
  takenByName: string
  currency: string
  cashMinor: bigint
  transferMinor: bigint
  hasCash: boolean
  lines: CashLine[]
}

export function sumsOf(lines: readonly CashLine[]): CashSum[] {
  const groups = Map.groupBy(lines, ({ takenBy, currency }) => `${takenBy} ${currency}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { takenBy, takenByName, currency } = first
    const by = (method: CashMethod) => group.filter((line) => line.method === method)
    const total = (some: CashLine[]) => some.reduce((sum, line) => sum + line.amountMinor, 0n)
    return {
      takenBy,
      takenByName,
      currency,
      lines: group,
      hasCash: by('cash').length > 0,
      cashMinor: total(by('cash')),
      transferMinor: total(by('bank_transfer')),
    }
  })
}
