import { type RawBuilder, sql } from 'kysely'
import { groupOf } from '#lib/cases/case-groups.ts'
import type { Database } from '#lib/db/client.ts'
import { type WorkGroup, workGroups } from '#lib/domain/work.ts'

export const workPageSize = 25

/** One thing that waits for somebody of the staff. */
export type WorkItem = {
  group: WorkGroup
  /** Which record it is and where it is decided. */
  subject: 'case' | 'plan' | 'return' | 'unlock' | 'approval'
  id: string
  reference: string
  /** The kind of a case, the act that waits for a second person, the state of a return. */
  what: string
  since: Temporal.Instant
  /** By when it was promised, or is to be done by the lender's own rule. */
  dueAt: Temporal.Instant
  loanId: string | null
  loanNumber: string | null
  borrowerName: string | null
  takenBy: string | null
  takenByName: string | null
  takenAt: Temporal.Instant | null
}

/** Whose work, and in how many hours each kind is to be done where nobody was promised a time. */
type WorkOf = { lenderId: string; withinHours: Record<WorkGroup, number> }

type WorkFilter = WorkOf & {
  group?: WorkGroup | undefined
  /** Only what this member of the staff has taken. */
  takenBy?: string | undefined
}

const nearestFirst = sql`item.due_at, item.since, item.id`

/** What waits, the nearest deadline first: what was promised, else the lender's own for its kind. One query. */
export async function workList(
  db: Database,
  filter: WorkFilter & { page?: number; size?: number },
): Promise<WorkItem[]> {
  const { page = 1, size = workPageSize } = filter
  const { rows } = await sql<WorkItem>`
    select item."group", item.subject, item.id, item.reference, item.what, item.since, item.due_at,
           item.loan_id, loans.loan_number, borrowers.name as borrower_name,
           item.taken_by, staff.name as taken_by_name, item.taken_at
      from (
        select item."group", item.subject, item.id, item.reference, item.what, item.since,
               item.due_at, item.loan_id, item.taken_by, item.taken_at
          from (${everything(filter)}) as item
         where ${matches(filter)}
         order by ${nearestFirst}
         limit ${size} offset ${(page - 1) * size}) as item
      left join loans on loans.id = item.loan_id
      left join borrowers on borrowers.id = loans.borrower_id
      left join staff on staff.id = item.taken_by
     order by ${nearestFirst}`.execute(db)
  return rows
}

export type WorkCounts = { total: number; mine: number; overdue: number } & Record<
  WorkGroup,
  number
>

/** How much waits in each group, how much of all of it is late, and how much somebody has taken. One query. */
export async function workCounts(
  db: Database,
  { staffId, now, ...of }: WorkOf & { staffId: string; now: Temporal.Instant },
): Promise<WorkCounts> {
  const { rows } = await sql<{ group: WorkGroup; total: number; mine: number; overdue: number }>`
    select item."group", count(*)::int as total,
           (count(*) filter (where item.taken_by = ${staffId}::uuid))::int as mine,
           (count(*) filter (where item.due_at < ${now}::timestamptz))::int as overdue
      from (${everything(of)}) as item
     group by item."group"`.execute(db)
  const none = Object.fromEntries(workGroups.map((group) => [group, 0])) as Record<
    WorkGroup,
    number
  >
  const counts: WorkCounts = { ...none, total: 0, mine: 0, overdue: 0 }
  for (const { group, total, mine, overdue } of rows) {
    counts[group] += total
    counts.total += total
    counts.mine += mine
    counts.overdue += overdue
  }
  return counts
}

function matches({ group, takenBy }: WorkFilter): RawBuilder<boolean> {
  if (takenBy) return sql`item.taken_by = ${takenBy}::uuid`
  return group ? sql`item."group" = ${group}` : sql`true`
}

function everything({ lenderId, withinHours }: WorkOf): RawBuilder<unknown> {
  const parts = [cases, plans, returns, unlocks, approvals].map((part) => part(lenderId))
  return sql`
    select waiting."group", waiting.subject, waiting.id, waiting.reference, waiting.what, waiting.since,
           coalesce(waiting.due_at, waiting.since + make_interval(
             hours => (${JSON.stringify(withinHours)}::jsonb ->> waiting."group")::int)) as due_at,
           waiting.loan_id, waiting.taken_by, waiting.taken_at
      from (${sql.join(parts, sql` union all `)}) as waiting`
}

// A late unlock was promised by its deadline; any other case by what was said when it was opened. What is late because it
// waits for a person is one thing to do: the row that says what.
function cases(lenderId: string): RawBuilder<unknown> {
  return sql`
    select coalesce(${JSON.stringify(groupOf)}::jsonb ->> cases.kind, 'other') as "group",
           'case' as subject, cases.id, cases.reference, cases.kind as what, cases.opened_at as since,
           coalesce(cases.due_at, unlocks.deadline_at) as due_at,
           coalesce(cases.loan_id, payments.loan_id, unlocks.loan_id) as loan_id,
           cases.taken_by, cases.taken_at
      from cases
      left join unlocks on unlocks.id = cases.unlock_id
      left join payments on payments.id = cases.payment_id
     where cases.lender_id = ${lenderId} and cases.closed_at is null
       and not (cases.kind = 'unlock_late' and exists (
         select from cases as cause
          where cause.unlock_id = cases.unlock_id and cause.closed_at is null
            and cause.kind in ('manual_unlock', 'unlock_refused', 'unlock_expired')))`
}

function plans(lenderId: string): RawBuilder<unknown> {
  return sql`
    select 'plans', 'plan', id, reference, state, asked_at, decide_by, loan_id,
           null::uuid, null::timestamptz
      from plans where lender_id = ${lenderId} and state = 'asked'`
}

// What waits for the borrower is not work: offered until it is arranged, inspected until it is answered.
function returns(lenderId: string): RawBuilder<unknown> {
  return sql`
    select 'returns', 'return', returns.id, returns.reference,
           case when returns.state = 'arranged' and returns.scheduled_at is null then 'to_schedule'
                else returns.state end,
           returns.state_at,
           case when returns.state = 'arranged' then
             (coalesce(returns.courier_on, returns.send_by) + 1)::timestamp at time zone lenders.time_zone
           end,
           returns.loan_id, null::uuid, null::timestamptz
      from returns join lenders on lenders.id = returns.lender_id
     where returns.lender_id = ${lenderId}
       and returns.state in ('arranged', 'received', 'disputed', 'agreed', 'settled')`
}

// A late one that has an open case is in the list as that case.
function unlocks(lenderId: string): RawBuilder<unknown> {
  return sql`
    select 'unlocks', 'unlock', id, reference, state, requested_at, deadline_at, loan_id,
           null::uuid, null::timestamptz
      from unlocks
     where lender_id = ${lenderId} and is_newest and late_at is not null and state not in ('confirmed', 'superseded')
       and not exists (select from cases where cases.unlock_id = unlocks.id and cases.closed_at is null)`
}

function approvals(lenderId: string): RawBuilder<unknown> {
  return sql`
    select 'approvals', 'approval', approvals.id, '',
           coalesce(approvals.detail ->> 'act', approvals.kind), approvals.asked_at,
           null::timestamptz,
           approvals.loan_id, null::uuid, null::timestamptz
      from approvals
     where approvals.lender_id = ${lenderId} and approvals.state = 'waiting'`
}
