import { type RawBuilder, sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { CashMethod } from '#lib/domain/money/cash-limit.ts'
import { paidOn } from '#lib/ledger/paid-on.ts'

/** Money that somebody of the staff took or gave back, or the undoing of an entry, on the day it was entered. */
export type CashLine = {
  what: 'taken' | 'undone' | 'paid_out'
  at: Temporal.Instant
  /** The day on which it changed hands, where that was an earlier one. */
  takenOn: Temporal.PlainDate | null
  /** Of the payment, or of what was paid out. */
  id: string
  /** Of the payment; empty for what was paid out. */
  reference: string
  /** In whose drawer it is, or is not any more. */
  takenBy: string
  takenByName: string
  method: CashMethod
  officeReceipt: string
  note: string
  currency: string
  /** Below nothing for what went out. */
  amountMinor: bigint
  loanId: string
  loanNumber: string
  borrowerName: string
  /** Who agreed as the second person. */
  agreedByName: string | null
  /** Who undid the entry. */
  undoneByName: string | null
}

export type DayOf = { lenderId: string; timeZone: string; day: Temporal.PlainDate }

/** What the staff of a lender entered and undid on one day, by person and in its order. */
export async function cashLines(db: Database, of: DayOf): Promise<CashLine[]> {
  const { rows } = await sql<CashLine>`
    select line.*, taker.name as taken_by_name, loans.loan_number, borrowers.name as borrower_name,
           agreed.name as agreed_by_name, undoer.name as undone_by_name
      from (${taken(of)} union all ${undone(of)} union all ${paidOut(of)}) as line
      join staff as taker on taker.id = line.taken_by
      join loans on loans.id = line.loan_id
      join borrowers on borrowers.id = loans.borrower_id
      left join approvals on approvals.id = line.approval_id
      left join staff as agreed on agreed.id = approvals.decided_by
      left join staff as undoer on 'staff:' || undoer.id = line.undone_by
     order by taker.name, taker.id, line.at, line.id`.execute(db)
  return rows
}

const ofPayments = sql`payments.id, reference, taken_by, method,
  coalesce(office_receipt, '') as office_receipt`

// Who undid it, and why.
const reversal = sql`
  left join lateral (
    select audit_log.actor, audit_log.detail ->> 'note' as note from audit_log
     where audit_log.action = 'payment.reversed' and audit_log.subject = 'payment'
       and audit_log.subject_id = payments.id::text and audit_log.lender_id = payments.lender_id
     order by audit_log.id desc limit 1) as reversal on true`

// Whoever agreed to taking it need not be who agreed to undoing it.
const reversalApproval = sql`(
  select approvals.id from approvals
   where approvals.kind = 'refund' and approvals.subject_id = payments.id::text
     and approvals.state = 'approved' and approvals.detail ->> 'act' = 'reverse_cash')`

function taken({ lenderId, ...of }: DayOf): RawBuilder<unknown> {
  return sql`select 'taken' as what, booked_at as at, ${paidOn} as taken_on, asked_minor as amount_minor, ${ofPayments}, '' as note,
           currency, loan_id, approval_id, null as undone_by
      from payments
     where lender_id = ${lenderId} and taken_by is not null and ${isOn('booked_at', of)}`
}

function undone({ lenderId, ...of }: DayOf): RawBuilder<unknown> {
  return sql`select 'undone', reversed_at, ${paidOn}, -asked_minor, ${ofPayments}, coalesce(reversal.note, ''),
           currency, loan_id, ${reversalApproval}, reversal.actor
      from payments ${reversal}
     where payments.lender_id = ${lenderId} and taken_by is not null and ${isOn('reversed_at', of)}`
}

function paidOut({ lenderId, ...of }: DayOf): RawBuilder<unknown> {
  return sql`select 'paid_out', booked_at, null::date, -amount_minor, id, '', paid_by, method, '', note,
           currency, loan_id, approval_id, null
      from credit_payouts where lender_id = ${lenderId} and ${isOn('booked_at', of)}`
}

function isOn(column: string, { day, timeZone }: Omit<DayOf, 'lenderId'>): RawBuilder<boolean> {
  const [from, until] = [day, day.add({ days: 1 })].map((date) =>
    date.toZonedDateTime(timeZone).toInstant().toString(),
  )
  return sql`${sql.ref(column)} >= ${from}::timestamptz and ${sql.ref(column)} < ${until}::timestamptz`
}

/** What went in, what of it was undone, what went out, and what is there. */
export type InAndOut = Record<'inMinor' | 'undoneMinor' | 'outMinor' | 'balanceMinor', bigint>

/** What one person's entries of a day come to in one currency; undefined: there are none of that kind. */
export type CashSum = {
  takenBy: string
  takenByName: string
  currency: string
  cash: InAndOut | undefined
  transfers: InAndOut | undefined
  lines: CashLine[]
}

export function sumsOf(lines: readonly CashLine[]): CashSum[] {
  const groups = Map.groupBy(lines, ({ takenBy, currency }) => `${takenBy} ${currency}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { takenBy, takenByName, currency } = first
    const [cash, transfers] = [inAndOut(group, 'cash'), inAndOut(group, 'bank_transfer')]
    return { takenBy, takenByName, currency, lines: group, cash, transfers }
  })
}

function inAndOut(group: CashLine[], method: CashMethod): InAndOut | undefined {
  const lines = group.filter((line) => line.method === method)
  if (lines.length === 0) return undefined
  const total = (what?: CashLine['what']) =>
    lines
      .filter((line) => what === undefined || line.what === what)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  return {
    inMinor: total('taken'),
    undoneMinor: -total('undone'),
    outMinor: -total('paid_out'),
    balanceMinor: total(),
  }
}
