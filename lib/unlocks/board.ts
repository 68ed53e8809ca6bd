import { type RawBuilder, sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'

/** Where an unlock on the board stands: with us, at the phone, with a person, refused by the lock service, or given up. */
export const boardStages = ['sending', 'waiting', 'by_person', 'refused', 'given_up'] as const
type BoardStage = (typeof boardStages)[number]

export type BoardGroup = {
  provider: string
  stage: BoardStage
  errorClass: string | null
  /** What the lock service said, without the numbers that differ from one to the next. */
  said: string
  count: number
  lateCount: number
  oldestAt: Temporal.Instant
  /** The oldest of the group. */
  sampleId: string
}

export type GroupKey = Pick<BoardGroup, 'provider' | 'stage' | 'errorClass' | 'said'>

const stage = sql<BoardStage>`case
  when unlocks.state in ('accepted', 'delivered') then 'waiting'
  when unlocks.state = 'rejected' and unlocks.error_class = 'needs_person' then 'by_person'
  when unlocks.state in ('rejected', 'failed') then 'refused'
  when unlocks.state = 'expired' then 'given_up'
  else 'sending' end`
const said = sql<string>`regexp_replace(coalesce(unlocks.error_detail, ''), '[0-9a-f]*[0-9][0-9a-f-]*', '#', 'gi')`
// As the index says it. Under way is only ever the newest of a phone.
const isNotOver = sql<boolean>`unlocks.is_newest and unlocks.state not in ('confirmed', 'superseded')`

/** The unlocks of a lender that are not over, by what holds them up: the largest group first. */
export async function unlockBoard(db: Database, lenderId: string): Promise<BoardGroup[]> {
  const rows = await notOver(db, lenderId)
    .select([stage.as('stage'), said.as('said'), 'unlocks.errorClass', 'devices.provider'])
    .select((eb) => [
      eb.fn.countAll<bigint>().as('count'),
      eb.fn.count<bigint>('unlocks.lateAt').as('lateCount'),
      sql<Temporal.Instant>`min(unlocks.requested_at)`.as('oldestAt'),
      sql<string>`(array_agg(unlocks.id order by unlocks.requested_at))[1]`.as('sampleId'),
    ])
    .groupBy([sql`stage`, sql`said`, 'unlocks.errorClass', 'devices.provider'])
    .orderBy(sql`count(unlocks.late_at) desc, count(*) desc, min(unlocks.requested_at)`)
    .execute()
  return rows.map(({ count, lateCount, ...row }) => ({
    ...row,
    count: Number(count),
    lateCount: Number(lateCount),
  }))
}

/** The unlocks of one group, the oldest first. */
export function unlocksInGroup(db: Database, lenderId: string, group: GroupKey, most = 500) {
  return listed(db, lenderId).where(isOf(group)).limit(most).execute()
}

type BoardPage = { group: GroupKey | undefined; page: number; size: number }

/** The unlocks on the board, or of one group of it, the oldest first, page by page. */
export function unlocksOnBoard(db: Database, lenderId: string, { group, page, size }: BoardPage) {
  return listed(db, lenderId)
    .where(group ? isOf(group) : sql<boolean>`true`)
    .limit(size)
    .offset((page - 1) * size)
    .execute()
}

function isOf(group: GroupKey): RawBuilder<boolean> {
  return sql`(devices.provider = ${group.provider} and ${stage} = ${group.stage} and ${said} = ${group.said}
    and unlocks.error_class is not distinct from ${group.errorClass})`
}

function listed(db: Database, lenderId: string) {
  return notOver(db, lenderId)
    .innerJoin('loans', 'loans.id', 'unlocks.loanId')
    .innerJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .select(['unlocks.id', 'unlocks.reference', 'unlocks.state', 'unlocks.requestedAt'])
    .select(['unlocks.deadlineAt', 'unlocks.lateAt', 'unlocks.attempts', 'unlocks.errorClass'])
    .select(['unlocks.errorDetail', 'unlocks.nextActionAt', 'unlocks.cause', 'unlocks.loanId'])
    .select(['loans.loanNumber', 'borrowers.name as borrowerName', 'devices.brand'])
    .select(['devices.model', 'devices.provider', 'devices.lastSeenAt', stage.as('stage')])
    .orderBy('unlocks.requestedAt')
    .orderBy('unlocks.id')
}

function notOver(db: Database, lenderId: string) {
  return db
    .selectFrom('unlocks')
    .innerJoin('devices', 'devices.id', 'unlocks.deviceId')
    .where('unlocks.lenderId', '=', lenderId)
    .where(isNotOver)
}
