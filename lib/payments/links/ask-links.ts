import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { countsNoMore } from '#lib/lock-rules/went-back.ts'

/** What came of a link that was made to ask somebody to pay. */
export type AskLink = Awaited<ReturnType<typeof askLinksOf>>[number]

/** The links that this borrower made for a phone of theirs, the newest first. */
export function askLinksOf(
  db: Database,
  { borrowerId, deviceId }: { borrowerId: string; deviceId: string },
) {
  return askLinks(db)
    .select(['payLinks.code', 'payLinks.name'])
    .where('devices.borrowerId', '=', borrowerId)
    .where('devices.id', '=', deviceId)
    .orderBy('payLinks.createdAt', 'desc')
    .limit(20)
    .execute()
}

/** The links that stand for a loan's phone, for the lender's staff: neither for whom they are, nor where they lead. */
export function validAskLinks(
  db: Database,
  { lenderId, loanId }: { lenderId: string; loanId: string },
  now: Temporal.Instant,
) {
  return askLinks(db)
    .where('payLinks.lenderId', '=', lenderId)
    .where('devices.loanId', '=', loanId)
    .where('payLinks.revokedAt', 'is', null)
    .where('payLinks.endsAt', '>', now)
    .orderBy('payLinks.createdAt', 'desc')
    .execute()
}

function askLinks(db: Database) {
  return (
    db
      .selectFrom('payLinks')
      .innerJoin('devices', 'devices.id', 'payLinks.deviceId')
      .innerJoin('loans', 'loans.id', 'devices.loanId')
      .select(['payLinks.id as payLinkId', 'payLinks.createdAt', 'payLinks.revokedAt'])
      .select(['loans.currency', openedAt.as('openedAt'), paidAt.as('paidAt')])
      .select([paidMinor.as('paidMinor'), isComing.as('isComing')])
      // Of these links it is never empty.
      .select(sql<Temporal.Instant>`pay_links.ends_at`.as('endsAt'))
      .where('payLinks.purpose', '=', 'ask')
  )
}

// Whose browser runs no scripts opens it by beginning to pay.
const openedAt = sql<Temporal.Instant | null>`coalesce(pay_links.opened_at, (
  select min(begun.created_at) from payments as begun where begun.pay_link_id = pay_links.id))`

const arrived = sql`payments where payments.pay_link_id = pay_links.id
  and payments.state = 'paid' and payments.booked_at is not null and not ${countsNoMore('payments')}`

const paidAt = sql<Temporal.Instant | null>`(select max(payments.paid_at) from ${arrived})`

const paidMinor = sql<bigint | null>`(select sum(payments.paid_minor)::bigint from ${arrived})`

const isComing = sql<boolean>`exists (
  select from payments where payments.pay_link_id = pay_links.id and payments.state = 'processing')`

type Opening = {
  payLinkId: string
  /** Who is signed in where it was opened: to look at one's own link tells nobody anything. */
  borrowerId: string | undefined
  now: Temporal.Instant
}

/** Notes that somebody looks at such a link; the first time counts. */
export async function noteLinkOpened(
  tx: Tx,
  { payLinkId, borrowerId, now }: Opening,
): Promise<void> {
  await tx
    .updateTable('payLinks')
    .set({ openedAt: now })
    .where('id', '=', payLinkId)
    .where('purpose', '=', 'ask')
    .where('revokedAt', 'is', null)
    .where('openedAt', 'is', null)
    .$if(borrowerId !== undefined, (update) =>
      update.where('deviceId', 'not in', (eb) =>
        eb.selectFrom('devices').select('id').where('borrowerId', '=', `${borrowerId}`),
      ),
    )
    .execute()
}
