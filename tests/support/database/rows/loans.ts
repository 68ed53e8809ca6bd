import { policy } from '#tests/support/policy.ts'
import { past, type RightRow } from './row.ts'

export const loanRows = {
  lenders: (_, fresh) => ({
    slug: `stands-by-${fresh}`,
    host: `stands-by-${fresh}.localhost`,
    name: 'Stands By',
    locale: 'en',
    time_zone: 'Asia/Colombo',
    currency: 'LKR',
    accent_color: '#0b6e63',
    help_phone: '011 555 0100',
    help_email: 'help@by.example',
    help_hours: '8:00–20:00',
    statement_descriptor: 'STANDS BY',
    policy,
  }),
  borrowers: (_, fresh, digits) => ({
    customer_number: `by-${fresh}`,
    name: 'Stands By',
    locale: 'en',
    email: `${fresh}@by.example`,
    phone: `+1${digits}`,
    nominated_phone: `+2${digits}`,
  }),
  loans: (of, fresh) => ({
    borrower_id: of.borrowers,
    loan_number: `BY-${fresh}`,
    currency: 'LKR',
  }),
  schedules: (of, _, digits) => ({
    loan_id: of.loans,
    version: Number(digits.slice(-8)) + 1,
    source: 'import',
  }),
  installments: (of) => ({
    schedule_id: of.schedules,
    number: 1,
    due_on: '2199-01-01',
    amount_minor: 100_000,
  }),
  settlement_quotes: (of, fresh) => ({
    loan_id: of.loans,
    currency: 'LKR',
    outstanding_minor: 1_000,
    amount_minor: 900,
    rebate_minor: 100,
    valid_until: '2020-01-01',
    seen_by: `by ${fresh}`,
    seen_at: past,
  }),
  import_runs: () => ({ file_name: 'by.csv', rows: 1, loans_created: 1, loans_updated: 0 }),
} satisfies Record<string, RightRow>
