import { type Ids, rightRow } from '#tests/support/database/right-rows.ts'
import { once, oneOf, type Rule, type Rules, refersTo, refersToOwn, row, type Try } from './rule.ts'

const past = '2026-01-01T00:00:00Z'
const phoneNumber = (column: string) =>
  row(
    [
      { [column]: '0771234567' },
      { [column]: '+123456' },
      { [column]: '+1234567890123456' },
      { [column]: '+94 771 234' },
    ],
    [{ [column]: '+1234567' }, { [column]: '+123456789012345' }, { [column]: null }],
  )

/** Numbers that differ only by case, spaces and punctuation are one number. */
const sameNumber: Rule = (table, { mine, neighbours, theirs }) => {
  const beside = (of: Ids, loan_number: string): Try => ({
    say: `SR–1001 beside ${of === theirs ? 'another lender’s ' : ''}${loan_number}`,
    steps: [
      { table, row: { ...rightRow(table, mine), loan_number: 'SR–1001' } },
      { table, row: { ...rightRow(table, of), loan_number } },
    ],
  })
  return {
    refused: ['sr 1001', 'SR1001', 'ＳＲ/１００１', 'sr-١٠٠١'].map((number) =>
      beside(neighbours, number),
    ),
    accepted: [
      beside(neighbours, 'SR-1002'),
      beside(neighbours, 'SRÉ1001'),
      beside(theirs, 'sr 1001'),
    ],
  }
}

export const lenders: Rules = {
  lenders: {
    lenders_accent_color_check: row([
      { accent_color: '#0B6E63' },
      { accent_color: '0b6e63' },
      { accent_color: '#0b6e631' },
    ]),
    lenders_mark_check: row(
      [{ mark: '' }, { mark: 'm'.repeat(4_001) }],
      [{ mark: 'm' }, { mark: 'm'.repeat(4_000) }, { mark: null }],
    ),
    lenders_country_check: row(
      [{ country: 'lk' }, { country: 'LKA' }, { country: '' }],
      [{ country: 'LK' }, { country: null }],
    ),
    lenders_currency_check: row(
      [{ currency: 'lkr' }, { currency: 'LK' }, { currency: 'RUPEES' }],
      [{ currency: 'JPY' }],
    ),
    lenders_host_check: row([{ host: 'By.localhost' }], [{ host: 'by.localhost' }]),
    lenders_host_key: once(['host']),
    lenders_locale_check: oneOf('locale'),
    lenders_pkey: once(['id']),
    lenders_slug_check: row([{ slug: 'By' }, { slug: 'by us' }, { slug: '' }], [{ slug: 'by-9' }]),
    lenders_slug_key: once(['slug']),
    lenders_statement_descriptor_check: row(
      [{ statement_descriptor: 'FOUR' }, { statement_descriptor: 'N'.repeat(23) }],
      [{ statement_descriptor: 'FIVE5' }, { statement_descriptor: 'N'.repeat(22) }],
    ),
  },
  borrowers: {
    borrowers_email_check: row(
      [{ email: 'Nimali@mail.example' }],
      [{ email: 'nimali@mail.example' }, { email: null }],
    ),
    borrowers_lender_id_customer_number_key: once(['lender_id', 'customer_number']),
    borrowers_lender_id_fkey: refersTo('lender_id', 'lenders'),
    borrowers_locale_check: oneOf('locale'),
    borrowers_nominated_phone_check: phoneNumber('nominated_phone'),
    borrowers_phone_check: phoneNumber('phone'),
    borrowers_pkey: once(['id']),
  },
  loans: {
    loans_airtime_of_plan: row(
      [{ airtime_overdue_minor: 1 }, { airtime_overdue_minor: 1, contract_type: 'lease' }],
      [{ airtime_overdue_minor: 1, contract_type: 'carrier_plan' }, { contract_type: 'lease' }],
    ),
    loans_airtime_overdue_minor_check: row(
      [{ airtime_overdue_minor: -1, contract_type: 'carrier_plan' }],
      [{ airtime_overdue_minor: 0 }],
    ),
    loans_contract_type_check: oneOf('contract_type'),
    loans_credit_or_debt: row(
      [{ credit_minor: 1, outstanding_minor: 1 }],
      [
        { credit_minor: 1, outstanding_minor: 0 },
        { credit_minor: 0, outstanding_minor: 1 },
      ],
    ),
    loans_credit_minor_check: row([{ credit_minor: -1 }], [{ credit_minor: 0 }]),
    loans_currency_check: row(
      [{ currency: 'lkr' }, { currency: 'LK' }, { currency: 'RUPEES' }],
      [{ currency: 'JPY' }],
    ),
    loans_key: sameNumber,
    loans_lender_id_borrower_id_fkey: refersToOwn('borrower_id', 'borrowers'),
    loans_lender_id_fkey: refersTo('lender_id', 'lenders'),
    loans_lender_id_loan_number_key: once(['lender_id', 'loan_number']),
    loans_outstanding_minor_check: row([{ outstanding_minor: -1 }], [{ outstanding_minor: 0 }]),
    loans_paid_elsewhere_minor_check: row(
      [{ paid_elsewhere_minor: -1 }],
      [{ paid_elsewhere_minor: 0 }],
    ),
    loans_pkey: once(['id']),
  },
  schedules: {
    schedules_current: once(['loan_id'], { not: [{ superseded_at: past }] }),
    schedules_lender_id_fkey: refersTo('lender_id', 'lenders'),
    schedules_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    schedules_loan_id_version_key: once(['loan_id', 'version'], {
      while: [{ superseded_at: past }],
      other: { version: 2 },
    }),
    schedules_pkey: once(['id']),
    schedules_plan_id_fkey: refersTo('plan_id', 'plans'),
    schedules_source_check: oneOf('source'),
    schedules_version_check: row([{ version: 0 }], [{ version: 1 }]),
  },
  installments: {
    installments_amount_minor_check: row([{ amount_minor: 0 }], [{ amount_minor: 1 }]),
    installments_lender_id_fkey: refersTo('lender_id', 'lenders'),
    installments_number_check: row([{ number: 0 }], [{ number: 1 }]),
    installments_pkey: once(['schedule_id', 'number'], { other: { number: 2 } }),
    installments_schedule_id_fkey: refersTo('schedule_id', 'schedules'),
  },
  mdm_connections: {
    mdm_connections_lender_id_fkey: refersTo('lender_id', 'lenders'),
    mdm_connections_lender_id_provider_key: once(['lender_id', 'provider']),
    mdm_connections_pkey: once(['id']),
    mdm_connections_watching_check: row(
      [
        { watching_since: past, watching_ended_at: past, watching_ended_by: null },
        { watching_since: past, watching_ended_at: null, watching_ended_by: 'staff:x' },
        { watching_since: null, watching_ended_at: past, watching_ended_by: 'staff:x' },
      ],
      [
        { watching_since: past, watching_ended_at: null, watching_ended_by: null },
        { watching_since: past, watching_ended_at: past, watching_ended_by: 'staff:x' },
      ],
    ),
  },
  devices: {
    devices_imei: once(['lender_id', 'imei'], { not: [{ imei: null }] }),
    devices_imei2_check: row(
      [{ imei2: '12345678901234' }, { imei2: '1234567890123456' }, { imei2: 'A23456789012345' }],
      [{ imei2: null }],
    ),
    devices_imei_check: row(
      [{ imei: '12345678901234' }, { imei: '1234567890123456' }, { imei: 'A23456789012345' }],
      [{ imei: null }],
    ),
    devices_lender_id_borrower_id_fkey: refersToOwn('borrower_id', 'borrowers'),
    devices_lender_id_fkey: refersTo('lender_id', 'lenders'),
    devices_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    devices_lender_id_provider_provider_device_id_key: once(
      ['lender_id', 'provider', 'provider_device_id'],
      { other: { provider: 'manual' } },
    ),
    devices_loan_id_key: once(['loan_id']),
    devices_lock_state_check: oneOf('lock_state'),
    devices_pkey: once(['id']),
  },
}
