import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { claimOfBank } from '#lib/ledger/disputed-money.ts'
import { paidOn } from '#lib/ledger/paid-on.ts'
import { awaitingPayer, refundedByCurrency } from '#lib/ledger/refunded.ts'
import { setAsideMoney } from '#lib/ledger/set-aside-money.ts'
import { stateSince } from '#lib/lock-rules/lock-facts.ts'

const mostOnPage = 200

/** A loan of this lender with its borrower and its phone; undefined when it is nobody's or another's. */
export async function loanRecord(db: Database, lenderId: string, loanId: string) {
  if (!isUuid(loanId)) return undefined
  return db
    .selectFrom('loans')
    .innerJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .innerJoin('devices', 'devices.loanId', 'loans.id')
    .select(['loans.id', 'loans.lenderId', 'loans.loanNumber', 'loans.currency'])
    .select(['loans.outstandingMinor', 'loans.creditMinor', 'loans.paidElsewhereMinor'])
    .select(['loans.contractType', 'loans.airtimeOverdueMinor'])
    .select(['loans.createdAt', 'borrowers.id as borrowerId', 'borrowers.name'])
    .select(['borrowers.customerNumber', 'borrowers.email', 'borrowers.phone'])
    .select(['borrowers.nominatedPhone', 'borrowers.locale', 'devices.id as deviceId'])
    .select(['devices.brand', 'devices.model', 'devices.nickname', 'devices.imei'])
    .select(['devices.imei2', 'devices.provider', 'devices.providerDeviceId'])
    .select(['devices.lockState', 'devices.otherLocks', stateSince.as('stateSince')])
    .select(['devices.relockAt', 'devices.lastSeenAt', askedAt.as('askedAt')])
    .where('loans.lenderId', '=', lenderId)
    .where('loans.id', '=', loanId)
    .executeTakeFirst()
}

// By whichever look: one that was answered is kept with its answer.
const askedAt = sql<Temporal.Instant | null>`greatest(devices.read_at, (
  select max(answer.received_at) from device_evidence as answer
   where answer.device_id = devices.id and answer.source = 'status_read'))`

export type LoanFacts = NonNullable<Awaited<ReturnType<typeof loanRecord>>>

/** Every schedule the loan ever had, the current one first, each with its installments. */
export async function schedulesOf(db: Database, loanId: string) {
  const rows = await db
    .selectFrom('schedules')
    .innerJoin('installments', 'installments.scheduleId', 'schedules.id')
    .select(['schedules.id', 'schedules.version', 'schedules.source', 'schedules.createdAt'])
    .select(['schedules.supersededAt', 'installments.number', 'installments.dueOn'])
    .select('installments.amountMinor')
    .where('schedules.loanId', '=', loanId)
    .orderBy('schedules.version', 'desc')
    .orderBy('installments.dueOn')
    .orderBy('installments.number')
    .execute()
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(([first, ...rest]) =>
    first
      ? [
          {
            ...first,
            installments: [first, ...rest].map(({ number, dueOn, amountMinor }) => ({
              number,
              dueOn,
              amountMinor,
            })),
          },
        ]
      : [],
  )
}

export type LoanSchedule = Awaited<ReturnType<typeof schedulesOf>>[number]

/** What was booked on a loan, the newest posting first. */
export async function postingsOf(db: Database, loanId: string, most = mostOnPage) {
  const rows = await db
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .leftJoin('payments', 'payments.id', 'ledgerEntries.paymentId')
    .select(['ledgerEntries.id', 'postings.id as postingId', 'postings.cause', 'postings.postedAt'])
    .select(['ledgerEntries.account', 'ledgerEntries.amountMinor', 'ledgerEntries.currency'])
    .leftJoin('creditPayouts', (join) =>
      join
        .onRef((eb) => eb.cast<string>('creditPayouts.id', 'text'), '=', 'postings.causeId')
        .on('postings.cause', '=', 'credit_paid_out'),
    )
    .leftJoin('staff as payer', 'payer.id', 'creditPayouts.paidBy')
    .select(['payments.id as paymentId', 'payments.reference'])
    .select(['creditPayouts.method', 'creditPayouts.paidOn', 'creditPayouts.note'])
    .select('payer.name as paidByName')
    .where('ledgerEntries.id', 'in', (eb) =>
      eb
        .selectFrom('ledgerEntries as booked')
        .select('booked.id')
        .where('booked.loanId', '=', loanId)
        // What is set aside or disputed is booked on the payment alone.
        .union(
          eb
            .selectFrom('payments')
            .innerJoin('ledgerEntries as beside', 'beside.paymentId', 'payments.id')
            .select('beside.id')
            .where('payments.loanId', '=', loanId),
        ),
    )
    .orderBy('ledgerEntries.id', 'desc')
    .limit(most)
    .execute()
  return [...Map.groupBy(rows, ({ postingId }) => postingId).values()].flatMap((entries) =>
    entries[0] ? [{ ...entries[0], entries: entries.toReversed() }] : [],
  )
}

export type LoanPosting = Awaited<ReturnType<typeof postingsOf>>[number]

/** The payments of a loan with what was given back of each, newest first. */
export function paymentsOfLoan(db: Database, loanId: string, most = mostOnPage) {
  return db
    .selectFrom('payments')
    .innerJoin('loans', 'loans.id', 'payments.loanId')
    .select(['payments.id', 'reference', 'state', 'askedMinor', 'paidMinor', 'payments.currency'])
    .select(['payments.createdAt', 'paidAt', 'openedBy', 'method', 'setAsideReason', 'failure'])
    .select(['reversedAt', 'expiresAt', 'owedMinor', 'outstandingMinor', 'checkoutReturnedAt'])
    .select(paidOn.as('paidOn'))
    .select([
      refundedByCurrency.as('refunded'),
      awaitingPayer.as('awaitingPayer'),
      setAsideMoney.as('setAside'),
      claimOfBank.as('claimOfBank'),
    ])
    .where('payments.loanId', '=', loanId)
    .orderBy('payments.createdAt', 'desc')
    .limit(most)
    .execute()
}
