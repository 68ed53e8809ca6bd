import { describe, expect, test } from 'vitest'
import {
  disputeStatuses,
  isBounce,
  isDisputeStatus,
  isOpenFor,
  owableMinor,
  stageOf,
} from '#lib/domain/money/payment-dispute.ts'

const debits = ['us_bank_account', 'sepa_debit', 'bacs_debit', 'acss_debit', 'au_becs_debit']

describe('where a dispute stands', () => {
  test.for([
    ['to_answer', ['needs_response', 'warning_needs_response', 'appeal_needs_response']],
    ['with_bank', ['under_review', 'warning_under_review', 'appeal_under_review']],
    ['over', ['won', 'prevented', 'warning_closed']],
    ['lost', ['lost']],
    ['unknown', ['', 'charge_refunded', 'toString']],
  ] as const)('%s: %o', ([stage, statuses]) => {
    for (const status of statuses) {
      expect(stageOf(status, 'card')).toBe(stage)
      expect(isDisputeStatus(status)).toBe(stage !== 'unknown')
    }
  })

  test('each status of Stripe’s has its stage', () => {
    for (const status of disputeStatuses) expect(stageOf(status, null)).not.toBe('unknown')
    expect(disputeStatuses).toHaveLength(10)
  })

  test('a direct debit that was called back is lost, whatever is answered, unless it is over', () => {
    for (const method of [...debits, 'nz_bank_account']) {
      expect(isBounce(method)).toBe(true)
      for (const status of ['needs_response', 'under_review', 'lost', 'new_word'])
        expect(stageOf(status, method)).toBe('lost')
      expect(stageOf('won', method)).toBe('over')
    }
    for (const method of ['card', 'oxxo', '', null]) expect(isBounce(method)).toBe(false)
  })
})

describe('what a person has to do', () => {
  const taken = { takenMinor: 500n, owedAgainMinor: 200n }
  const settled = { takenMinor: 500n, owedAgainMinor: 500n }

  test('is to look until it is decided, and then while the money is not where it belongs', () => {
    for (const status of ['needs_response', 'under_review', 'new_word'])
      expect(isOpenFor(status, settled)).toBe(true)
    for (const status of ['won', 'lost']) {
      expect(isOpenFor(status, taken)).toBe(true)
      expect(isOpenFor(status, settled)).toBe(false)
    }
  })

  test('only what is lost can be owed again, and only once', () => {
    expect(owableMinor('lost', taken)).toBe(300n)
    expect(owableMinor('lost', settled)).toBe(0n)
    for (const stage of ['to_answer', 'with_bank', 'over', 'unknown'] as const)
      expect(owableMinor(stage, taken)).toBe(0n)
  })
})
