import { type Row, rightRow } from '#tests/support/database/right-rows.ts'
import type { Bystanders, Rule, Try } from './rule.ts'

const past = '2026-01-01T00:00:00Z'
const paid = { state: 'paid', paid_minor: 1, paid_at: past }
// Of tests/support/policy.ts.
const limitMinor = 1_000_000_000

function entry({ mine }: Bystanders, columns: Row = {}): Row {
  const row = { ...rightRow('payments', mine), ...paid, opened_by: 'staff', booked_at: past }
  return { ...row, taken_by: mine.staff, ...columns }
}

function agreed({ mine, neighbours }: Bystanders, columns: Row): Row {
  const by = { asked_by: mine.staff, decided_by: neighbours.staff, decided_at: past }
  return { ...rightRow('approvals', mine), ...by, state: 'approved', ...columns }
}

function entered(say: string, ...rows: Row[]): Try {
  return { say, steps: rows.map((row) => ({ table: 'payments', row })) }
}

/** An entry by two, with what they have agreed on before it. */
function byTwo(given: Bystanders, say: string, columns: Row = {}): Try {
  const row = entry(given, { asked_minor: limitMinor + 1 })
  const approval = agreed(given, { kind: 'cash', subject_id: row.id, ...columns })
  return {
    say,
    steps: [
      { table: 'approvals', row: approval },
      { table: 'payments', row: { ...row, approval_id: approval.id } },
    ],
  }
}

/** Of what staff take somebody is named, and one person alone enters on a day no more than the lender's limit. */
export const withinLimit: Rule = (_, given) => {
  const half = { asked_minor: limitMinor / 2 + 1 }
  const { neighbours } = given
  return {
    refused: [
      entered('by nobody', entry(given, { taken_by: null })),
      entered('above the limit', entry(given, { asked_minor: limitMinor + 1 })),
      entered('twice the half', entry(given, half), entry(given, half)),
      entered('what was undone', entry(given, { ...half, reversed_at: past }), entry(given, half)),
      entered('without a limit', entry(given, { currency: 'USD' })),
      byTwo(given, 'still waiting', { state: 'waiting', decided_at: null, decided_by: null }),
      byTwo(given, 'refused', { state: 'refused' }),
      byTwo(given, 'about another', { subject_id: given.mine.loans }),
      byTwo(given, 'of another kind', { kind: 'refund' }),
    ],
    accepted: [
      entered('the limit', entry(given, { asked_minor: limitMinor })),
      entered(
        'another day',
        entry(given, half),
        entry(given, { ...half, booked_at: '2026-01-02T00:00:00Z' }),
      ),
      entered(
        'another person',
        entry(given, half),
        entry(given, { ...half, taken_by: neighbours.staff }),
      ),
      byTwo(given, 'two have agreed'),
    ],
  }
}

/** Who took it and who agreed is said once. */
export const staysAsTaken: Rule = (_, given) => {
  const change = (set: string): Try => {
    const row = entry(given)
    const step = { table: 'payments' as const, row }
    return { say: set, steps: [step, `update payments set ${set} where id = '${row.id}'`] }
  }
  const { mine, neighbours } = given
  return {
    refused: [
      change(`taken_by = '${neighbours.staff}'`),
      change('taken_by = null'),
      change(`approval_id = '${mine.approvals}'`),
    ],
    accepted: [change('reversed_at = now()')],
  }
}

/** One person alone ends no loan by cash; two do, and so does any other money. */
export const endsByTwo: Rule = (_, given) => {
  const { mine } = given
  const owed = 500
  const booked = (say: string, { minor = owed, cause = 'cash', two = false }): Try => {
    const row = entry(given, { asked_minor: 1 })
    const approval = agreed(given, { kind: 'cash', subject_id: row.id })
    const [opened, posting] = [rightRow('postings', mine), { ...rightRow('postings', mine), cause }]
    const write = (of: Row, receivable: number, credit = 0) =>
      `insert into ledger_entries (lender_id, posting_id, account, amount_minor, currency, loan_id, payment_id)
       select '${mine.lenders}', '${of.id}', account, minor, 'LKR', '${mine.loans}', '${row.id}'
         from (values ('loan_receivable', ${receivable}), ('borrower_credit', ${credit}),
                      ('lender_book', ${-receivable - credit})) as entry (account, minor)
        where minor <> 0`
    const [loanMinor, creditMinor] = [Math.min(minor, owed), Math.max(minor - owed, 0)]
    return {
      say,
      steps: [
        ...(two ? [{ table: 'approvals' as const, row: approval }] : []),
        { table: 'payments', row: two ? { ...row, approval_id: approval.id } : row },
        { table: 'postings', row: opened },
        write(opened, owed),
        { table: 'postings', row: posting },
        write(posting, -loanMinor, -creditMinor),
      ],
    }
  }
  return {
    refused: [booked('all of it', {}), booked('more than is owed', { minor: owed + 1 })],
    accepted: [
      booked('a part', { minor: owed - 1 }),
      booked('all of it by two', { two: true }),
      booked('all of it by card', { cause: 'capture' }),
    ],
  }
}

/** A return is settled by a photo of the staff's, or by two people. */
export const settledAsSeen: Rule = (_, given) => {
  const { mine } = given
  const settled = (say: string, around: (row: Row) => Try['steps'], approvalId = ''): Try => {
    const row: Row = { ...rightRow('returns', mine), state: 'agreed' }
    const set = approvalId ? `, approval_id = '${approvalId}'` : ''
    return {
      say,
      steps: [
        { table: 'returns', row },
        ...around(row),
        `update returns set state = 'settled'${set} where id = '${row.id}'`,
      ],
    }
  }
  const photo = (by: string) => (row: Row) => [
    {
      table: 'return_photos' as const,
      row: { ...rightRow('return_photos', mine), return_id: row.id, added_by: by },
    },
  ]
  const two = (columns: Row, id: string) => (row: Row) => [
    {
      table: 'approvals' as const,
      row: agreed(given, { id, kind: 'return', subject_id: row.id, ...columns }),
    },
  ]
  const [one, other] = [crypto.randomUUID(), crypto.randomUUID()]
  return {
    refused: [
      settled('nothing', () => []),
      settled('the borrower’s photo', photo('borrower:by')),
      settled('what was refused', two({ state: 'refused' }, one), one),
    ],
    accepted: [settled('a photo', photo('staff:by')), settled('two people', two({}, other), other)],
  }
}
