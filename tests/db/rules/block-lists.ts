import type { Row } from '#tests/support/database/right-rows.ts'
import { type Bystanders, once, type Rules, refersTo, refersToOwn, row } from './rule.ts'

const past = '2026-01-01T00:00:00Z'
const long = 'n'.repeat(80)
const listed = { removed_on: null, removal_proof: null, removed_by: null }

type Given = Pick<Bystanders, 'mine'>
const requested =
  (columns: Row) =>
  ({ mine }: Given): Row => ({
    ...listed,
    removal_requested_on: '2020-01-01',
    request_reference: 'A-1',
    requested_by: mine.staff,
    ...columns,
  })
const withdrawn =
  (columns: Row) =>
  ({ mine }: Given): Row => ({
    ...listed,
    withdrawn_at: past,
    withdrawn_by: mine.staff,
    ...columns,
  })

export const blockLists: Rules = {
  block_listings: {
    block_listings_check: row(
      [requested({ removal_requested_on: '2019-12-31' })],
      [requested({}), requested({ removal_requested_on: '2020-01-02' })],
    ),
    block_listings_check1: row(
      [{ removed_on: '2019-12-31' }],
      [{ removed_on: '2020-01-01' }, { removed_on: '2020-01-02' }],
    ),
    block_listings_current: once(['loan_id', 'list'], {
      while: [listed],
      not: [{}],
    }),
    block_listings_lender_id_fkey: refersTo('lender_id', 'lenders'),
    block_listings_lender_id_loan_id_fkey: refersToOwn('loan_id', 'loans'),
    block_listings_lender_id_noted_by_fkey: refersToOwn('noted_by', 'staff'),
    block_listings_lender_id_removed_by_fkey: refersToOwn('removed_by', 'staff'),
    block_listings_lender_id_requested_by_fkey: row(
      [({ mine, theirs }: Bystanders) => requested({ requested_by: theirs.staff })({ mine })],
      [requested({})],
    ),
    block_listings_lender_id_withdrawn_by_fkey: row(
      [({ mine, theirs }: Bystanders) => withdrawn({ withdrawn_by: theirs.staff })({ mine })],
      [withdrawn({})],
    ),
    block_listings_list_check: row([{ list: '' }, { list: `${long}n` }], [{ list: long }]),
    block_listings_one_end: row(
      [({ mine }: Bystanders) => ({ withdrawn_at: past, withdrawn_by: mine.staff })],
      [{}, withdrawn({})],
    ),
    block_listings_pkey: once(['id']),
    block_listings_removal_proof_check: row(
      [{ removal_proof: '' }, { removal_proof: `${long}n` }],
      [{ removal_proof: long }],
    ),
    block_listings_removed: row(
      [{ removal_proof: null }, { removed_by: null }, { removed_on: null }],
      [{}, listed],
    ),
    block_listings_request_reference_check: row(
      [requested({ request_reference: '' }), requested({ request_reference: `${long}n` })],
      [requested({ request_reference: long })],
    ),
    block_listings_requested: row(
      [requested({ request_reference: null }), requested({ requested_by: null })],
      [requested({}), listed],
    ),
    block_listings_withdrawn: row(
      [withdrawn({ withdrawn_by: null }), withdrawn({ withdrawn_at: null })],
      [withdrawn({}), listed],
    ),
  },
}
