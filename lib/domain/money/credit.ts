type CreditOfLoan = {
  outstandingMinor: bigint
  /** Money of the loan is disputed, or was taken back and nobody has decided yet what follows. */
  isDisputed: boolean
}

/**
 * What becomes of a borrower's credit. `ahead`: it pays what is due next. `held`: a bank may keep money that it stands on,
 * so nobody promises it. `back`: it is given back.
 */
export function creditGoes({
  outstandingMinor,
  isDisputed,
}: CreditOfLoan): 'ahead' | 'held' | 'back' {
  if (isDisputed) return 'held'
  return outstandingMinor > 0n ? 'ahead' : 'back'
}
