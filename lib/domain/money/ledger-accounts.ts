/** The accounts of the ledger. Debits are positive, credits negative. */
export const ledgerAccounts = [
  'loan_receivable',
  'borrower_credit',
  'psp_clearing',
  'lender_book',
  'settlement_rebate',
  'disputes',
  'fees',
  'suspense',
  'cash',
  'plan_cost',
  'return_value',
  'goodwill_credit',
  'written_off',
] as const
export type LedgerAccount = (typeof ledgerAccounts)[number]

/** What moves money or debt. A cause and its id post once. */
export const postingCauses = [
  'loan_opened',
  'loan_changed',
  'paid_elsewhere',
  /** What was waived with it, as had been said. */
  'settled_elsewhere',
  /** What was said is all that was left. */
  'settled_as_said',
  'capture',
  'cash',
  'cash_reversed',
  'set_aside_booked',
  'refund',
  'refund_failed',
  'dispute_funds_withdrawn',
  'dispute_funds_reinstated',
  'dispute_owed_again',
  'dispute_won_back',
  'plan_cost',
  'plan_cost_returned',
  'return',
  'goodwill_credit',
  'written_off',
  /** Credit that was given back by hand or from the lender's bank. */
  'credit_paid_out',
  /** Credit that meets a debt of the same loan: written by the ledger itself. */
  'credit_set_off',
] as const
export type PostingCause = (typeof postingCauses)[number]
