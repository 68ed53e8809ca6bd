import { paymentState } from '#components/payment/payment-state.ts'
import { type Database, database } from '#lib/db/client.ts'
import { affairsOf, auditLogOfLoan, holdsOf, noticesTo } from '#lib/desk/loan-affairs.ts'
import { type LoanFacts, paymentsOfLoan, postingsOf, schedulesOf } from '#lib/desk/loan-record.ts'
import { type StoryLine, unlockStory } from '#lib/desk/unlock-story.ts'
import { type CsvCell, moneyColumn } from '#lib/i18n/csv.ts'
import { type Part, parts } from './contents.tsx'

type Listed = Awaited<ReturnType<typeof paymentsOfLoan>>[number]
type Rows = (CsvCell | Temporal.PlainDate)[][]
// A page shows the newest; a file holds them all.
const most = 100_000

type List = { columns: string[]; rows: (db: Database, loan: LoanFacts) => Promise<Rows> }

const lists = {
  affairs: {
    columns: ['about', 'reference', 'state', 'begun_at', 'changed_at', 'note'],
    rows: async (db, { id }) => {
      const { cases, plans, returns, promises } = await affairsOf(db, id, most)
      return [
        ...cases.map((one) => [
          ...[one.kind, one.reference, one.closedAt ? 'closed' : 'open', one.openedAt],
          ...[one.closedAt, one.answer ?? one.closingNote],
        ]),
        ...plans.map((one) => ['plan', one.reference, one.state, one.askedAt, one.stateAt, null]),
        ...returns.map((one) => [
          'return',
          one.reference,
          one.state,
          one.askedAt,
          one.stateAt,
          null,
        ]),
        ...promises.map((one) => ['promise', one.reference, one.state, one.madeAt, null, null]),
      ]
    },
  },
  holds: {
    columns: ['reason', 'from_at', 'until_at', 'ended_at', 'end_reason', 'placed_by', 'note'],
    rows: async (db, loan) =>
      (await holdsOf(db, loan, most)).map((one) => [
        ...[one.reason, one.fromAt, one.untilAt, one.endedAt, one.endReason],
        ...[one.staffName ?? one.placedBy, one.note],
      ]),
  },
  payments: {
    columns: [
      ...['reference', 'state', moneyColumn('asked'), moneyColumn('paid')],
      ...[moneyColumn('given_back'), 'currency'],
      ...['opened_by', 'method', 'created_at', 'paid_at'],
    ],
    rows: async (db, { id }) =>
      (await paymentsOfLoan(db, id, most)).map((one) => [
        ...[one.reference, paymentState(one, Temporal.Now.instant()), money(one.askedMinor, one)],
        ...[money(one.paidMinor, one), money(givenBackMinor(one), one), one.currency],
        ...[one.openedBy, one.method, one.createdAt, one.paidOn ?? one.paidAt],
      ]),
  },
  unlocks: {
    columns: ['at', 'what', 'reference', 'said', 'detail'],
    rows: async (db, { deviceId }) => (await unlockStory(db, deviceId, most)).map(told),
  },
  schedule: {
    columns: [
      'version',
      'source',
      'superseded_at',
      'number',
      'due_on',
      moneyColumn('amount'),
      'currency',
    ],
    rows: async (db, { id, currency }) =>
      (await schedulesOf(db, id)).flatMap(({ version, source, supersededAt, installments }) =>
        installments.map((one) => [
          ...[version, source, supersededAt, one.number, one.dueOn],
          ...[money(one.amountMinor, { currency }), currency],
        ]),
      ),
  },
  ledger: {
    columns: ['posted_at', 'cause', 'payment', 'account', moneyColumn('amount'), 'currency'],
    rows: async (db, { id }) =>
      (await postingsOf(db, id, most)).flatMap(({ postedAt, cause, reference, entries }) =>
        entries.map((one) => [
          ...[postedAt, cause, reference, one.account, money(one.amountMinor, one), one.currency],
        ]),
      ),
  },
  notices: {
    columns: ['kind', 'channel', 'recipient', 'created_at', 'sent_at', 'failed_at', 'failure'],
    rows: async (db, loan) =>
      (await noticesTo(db, loan, most)).map((one) => [
        ...[one.kind, one.channel, one.recipient, one.createdAt, one.sentAt, one.failedAt],
        one.failure,
      ]),
  },
  audit_log: {
    columns: ['at', 'actor', 'name', 'agreed_by', 'action', 'subject', 'subject_id', 'detail'],
    rows: async (db, loan) =>
      (await auditLogOfLoan(db, loan, most)).map((one) => [
        ...[one.at, one.actor, one.staffName, one.agreedByName, one.action],
        ...[one.subject, one.subjectId, JSON.stringify(one.detail)],
      ]),
  },
} satisfies Partial<Record<Part, List>>

type ListName = keyof typeof lists

/** The parts of a loan's page that are lists. */
export function isList(part: unknown): part is ListName {
  return parts.some((name) => name === part) && Object.hasOwn(lists, String(part))
}

export async function cellsOf(name: ListName, loan: LoanFacts) {
  const { columns, rows }: List = lists[name]
  const cells = (await rows(database(), loan)).map((row) =>
    row.map((cell) => (cell instanceof Temporal.PlainDate ? cell.toString() : cell)),
  )
  return { columns, cells }
}

// What went back in another currency is none of what was paid in this one.
function givenBackMinor({ refunded, currency }: Listed): bigint | null {
  const own = refunded?.find((sum) => sum.currency === currency)
  return own ? BigInt(own.amountMinor) : null
}

function money(amountMinor: bigint | null, { currency }: { currency: string }): CsvCell {
  return amountMinor === null ? null : { amountMinor, currency }
}

function told(line: StoryLine): CsvCell[] {
  if (line.kind === 'unlock') {
    const { reference, intent, state, errorDetail } = line.unlock
    return [line.at, `unlock ${intent}`, reference, state, errorDetail]
  }
  if (line.kind === 'attempt') {
    const { attemptKind, reference, outcome, errorClass, detail } = line.attempt
    return [line.at, `attempt ${attemptKind}`, reference, errorClass ?? outcome, detail]
  }
  const { source, actual, rawStatus } = line.evidence
  return [line.at, `evidence ${source}`, null, actual, rawStatus]
}
