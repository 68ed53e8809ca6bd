/** The accounts of the books. Debits are positive, credits negative. */
export type LedgerAccount =
  | 'loan_receivable'
  | 'borrower_credit'
  | 'stripe_clearing'
  | 'lender_book'
  | 'settlement_rebate'
  | 'disputes'
  | 'fees'
  | 'suspense'
