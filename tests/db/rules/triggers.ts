import { type Row, rightRow } from '#tests/support/database/right-rows.ts'
import type { Bystanders, Rule, Try } from './rule.ts'

// A payment only goes from one of these lines to one further down.
const ways = [
  ['opening'],
  ['open'],
  ['processing'],
  ['failed', 'expired', 'cancelled'],
  ['set_aside'],
  ['paid'],
]
const rankOf = (state: string) => ways.findIndex((states) => states.includes(state))
const moneyOf = (state: string) =>
  state === 'paid' ? { paid_minor: 1, paid_at: '2026-01-01T00:00:00Z' } : {}

/** Money that arrives late wins over every other ending; what was asked never changes. */
export const onlyForward: Rule = (_, given) => {
  const states = ways.flat()
  const pairs = states.flatMap((from) => states.map((to) => [from, to] as const))
  const moves = pairs.filter(([from, to]) => from !== to)
  const wrong = moves.filter(([from, to]) => rankOf(to) <= rankOf(from))
  const right = pairs.filter(([from, to]) => from === to || rankOf(to) > rankOf(from))
  const asked = ['asked_minor = asked_minor + 1', 'asked_minor = asked_minor - 1']
  const others = [`currency = 'USD'`, `loan_id = '${given.neighbours.loans}'`]
  return {
    refused: [
      ...wrong.map(([from, to]) => move(given, from, to)),
      ...[...asked, ...others].map((change) => update(given, { state: 'opening' }, change)),
      ...asked.map((change) => update(given, { state: 'paid', ...moneyOf('paid') }, change)),
    ],
    accepted: right.map(([from, to]) => move(given, from, to)),
  }
}

function move(given: Bystanders, from: string, to: string): Try {
  const money =
    to === 'paid' ? `paid_minor = 1, paid_at = now()` : 'paid_minor = null, paid_at = null'
  return update(given, { state: from, ...moneyOf(from) }, `state = '${to}', ${money}`)
}

function update({ mine }: Bystanders, columns: Row, change: string): Try {
  const row: Row = { ...rightRow('payments', mine), ...columns }
  const statement = `update payments set ${change} where id = '${row.id}'`
  return { say: `${columns.state}: ${change}`, steps: [{ table: 'payments', row }, statement] }
}

type Entry = [account: string, amountMinor: number, currency?: string, of?: 'mine' | 'neighbours']

/** Every posting balances in every currency, and the loan's balances are what its entries add up to. */
export const balance: Rule = (_, given) => ({
  refused: [
    post(given, [
      ['psp_clearing', 100],
      ['lender_book', -99],
    ]),
    post(given, [
      ['psp_clearing', 99],
      ['lender_book', -100],
    ]),
    post(given, [['psp_clearing', 100]]),
    post(given, [['lender_book', -100]]),
    post(given, [
      ['psp_clearing', 100, 'LKR'],
      ['lender_book', -100, 'USD'],
    ]),
    post(given, [['psp_clearing', 100]], [['lender_book', -100]]),
    post(
      given,
      [
        ['psp_clearing', 100],
        ['lender_book', -100],
      ],
      [
        ['fees', 5],
        ['cash', -4],
      ],
    ),
  ],
  accepted: [
    post(given, [
      ['psp_clearing', 100],
      ['lender_book', -60],
      ['fees', -40],
    ]),
    post(given, [
      ['psp_clearing', 5, 'LKR'],
      ['fees', -5, 'LKR'],
      ['cash', 7, 'USD'],
      ['fees', -7, 'USD'],
    ]),
    kept(
      post(given, [
        ['loan_receivable', 900],
        ['lender_book', -900],
        ['loan_receivable', 50, 'LKR', 'neighbours'],
        ['lender_book', -50],
      ]),
      balanceOf(given.mine.loans, 900, 0),
      balanceOf(given.neighbours.loans, 50, 0),
    ),
    kept(
      post(
        given,
        [
          ['loan_receivable', 900],
          ['lender_book', -900],
        ],
        [
          ['psp_clearing', 700],
          ['loan_receivable', -600],
          ['borrower_credit', -100],
        ],
      ),
      // Credit meets what is owed at once.
      balanceOf(given.mine.loans, 200, 0),
    ),
    kept(
      post(given, [
        ['psp_clearing', 100],
        ['borrower_credit', -100],
      ]),
      balanceOf(given.mine.loans, 0, 100),
    ),
  ],
})

/** A loan is booked only in its own currency; what is not the loan's may be in another. */
export const sameCurrency: Rule = (_, given) => ({
  refused: [
    post(given, [
      ['loan_receivable', 5, 'USD'],
      ['lender_book', -5, 'USD'],
    ]),
    post(given, [
      ['borrower_credit', -5, 'USD'],
      ['psp_clearing', 5, 'USD'],
    ]),
    post(given, [
      ['loan_receivable', 5],
      ['lender_book', -5],
      ['loan_receivable', 5, 'USD'],
      ['lender_book', -5, 'USD'],
    ]),
  ],
  accepted: [
    post(given, [
      ['loan_receivable', 5],
      ['lender_book', -5],
    ]),
    post(given, [
      ['psp_clearing', 5, 'USD'],
      ['suspense', -5, 'USD'],
    ]),
  ],
})

/** Each list is a posting; all are written by one statement. */
function post({ mine, neighbours }: Bystanders, ...postings: Entry[][]): Try {
  const written = postings.map((entries) => ({ posting: rightRow('postings', mine), entries }))
  const values = written.flatMap(({ posting, entries }) =>
    entries.map(([account, amountMinor, currency = 'LKR', of = 'mine']) => {
      const { loans } = of === 'mine' ? mine : neighbours
      return `('${mine.lenders}', '${posting.id}', '${account}', ${amountMinor}, '${currency}', '${loans}')`
    }),
  )
  const columns = 'lender_id, posting_id, account, amount_minor, currency, loan_id'
  return {
    say: JSON.stringify(postings),
    steps: [
      ...written.map(({ posting }) => ({ table: 'postings' as const, row: posting })),
      `insert into ledger_entries (${columns}) values ${values.join(', ')}`,
    ],
  }
}

function balanceOf(loanId: string | undefined, outstandingMinor: number, creditMinor: number) {
  return `(select outstanding_minor = ${outstandingMinor} and credit_minor = ${creditMinor}
             from loans where id = '${loanId}')`
}

/** Of a phone's unlocks the one asked last is the newest, in whatever order they are written. */
export const newest: Rule = (_, { mine, neighbours }) => {
  const asked = (day: number, { devices = mine.devices } = {}) => {
    const requestedAt = `2026-02-0${day}T00:00:00Z`
    const columns = { device_id: devices, requested_at: requestedAt, state: 'expired' }
    const row: Row = { ...rightRow('unlocks', mine), ...columns }
    return { table: 'unlocks' as const, row }
  }
  const isNewest = (step: ReturnType<typeof asked>, is: boolean) =>
    `(select is_newest = ${is} from unlocks where id = '${step.row.id}')`
  const [first, second, other] = [asked(1), asked(2), asked(3, { devices: neighbours.devices })]
  const moved = `update unlocks set requested_at = '2026-02-09T00:00:00Z' where id = '${first.row.id}'`
  return {
    refused: [],
    accepted: [
      kept(
        { say: 'in order', steps: [first, second] },
        isNewest(first, false),
        isNewest(second, true),
      ),
      kept(
        { say: 'the other way', steps: [second, first] },
        isNewest(first, false),
        isNewest(second, true),
      ),
      kept(
        { say: 'two phones', steps: [first, other] },
        isNewest(first, true),
        isNewest(other, true),
      ),
      kept(
        { say: 'asked anew', steps: [first, second, moved] },
        isNewest(first, true),
        isNewest(second, false),
      ),
    ],
  }
}

/** Afterwards, all of this is true. */
function kept({ say, steps }: Try, ...conditions: string[]): Try {
  const checks = conditions.map(
    (condition) =>
      `do $$ begin if ${condition} is not true then raise exception 'not kept: %', $q$${condition}$q$; end if; end $$`,
  )
  return { say: `${say}, and what it keeps`, steps: [...steps, ...checks] }
}
