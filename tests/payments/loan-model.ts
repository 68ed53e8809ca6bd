type Paid = { intent: string; amountMinor: bigint; aside: boolean; bookedAtStep: number }
type Taken = { loanMinor: bigint; creditMinor: bigint; suspenseMinor: bigint; failed: boolean }

/**
 * What a loan's balances must be, kept in plain numbers beside the product and knowing nothing of it:
 * money pays the oldest first, twins pay only what is overdue, refunds take credit first.
 */
export class LoanModel {
  outstandingMinor: bigint
  creditMinor = 0n
  suspenseMinor = 0n
  disputedMinor = 0n
  step = 0
  readonly paid = new Map<string, Paid>()
  readonly refunds = new Map<string, Taken>()
  readonly moved = new Set<string>()
  readonly notYetDueMinor: bigint

  constructor(totalMinor: bigint, notYetDueMinor: bigint) {
    this.outstandingMinor = totalMinor
    this.notYetDueMinor = notYetDueMinor
  }

  get arrearsMinor(): bigint {
    return positive(this.outstandingMinor - this.notYetDueMinor)
  }

  capture(payment: {
    paymentId: string
    intent: string
    askedMinor: bigint
    receivedMinor: bigint
    rebateMinor: bigint
    openedAtStep: number
  }): void {
    const { paymentId, intent, askedMinor, receivedMinor } = payment
    const before = this.paid.get(paymentId)
    if (before) return
    const aside = receivedMinor !== askedMinor
    const isTwin = [...this.paid.values()].some(
      (other) => !other.aside && other.bookedAtStep >= payment.openedAtStep,
    )
    this.paid.set(paymentId, {
      intent,
      amountMinor: receivedMinor,
      aside,
      bookedAtStep: this.step,
    })
    if (aside) this.suspenseMinor += receivedMinor
    else if (isTwin) this.book(receivedMinor, least(receivedMinor, this.arrearsMinor), 0n)
    else {
      const settles =
        payment.rebateMinor > 0n && receivedMinor + payment.rebateMinor >= this.outstandingMinor
      const rebateMinor = settles ? positive(this.outstandingMinor - receivedMinor) : 0n
      this.book(
        receivedMinor,
        least(receivedMinor, this.outstandingMinor - rebateMinor),
        rebateMinor,
      )
    }
  }

  private book(receivedMinor: bigint, loanMinor: bigint, rebateMinor: bigint): void {
    this.outstandingMinor -= loanMinor + rebateMinor
    this.creditMinor += receivedMinor - loanMinor
  }

  refund(refundId: string, paymentId: string, amountMinor: bigint): void {
    if (this.refunds.has(refundId)) return
    const suspenseMinor = this.paid.get(paymentId)?.aside ? amountMinor : 0n
    const creditMinor = suspenseMinor > 0n ? 0n : least(this.creditMinor, amountMinor)
    const loanMinor = amountMinor - suspenseMinor - creditMinor
    this.suspenseMinor -= suspenseMinor
    this.creditMinor -= creditMinor
    this.outstandingMinor += loanMinor
    this.refunds.set(refundId, { creditMinor, loanMinor, suspenseMinor, failed: false })
  }

  refundFails(refundId: string): void {
    const taken = this.refunds.get(refundId)
    if (!taken || taken.failed) return
    taken.failed = true
    const loanMinor = least(taken.loanMinor, this.outstandingMinor)
    this.suspenseMinor += taken.suspenseMinor
    this.outstandingMinor -= loanMinor
    this.creditMinor += taken.creditMinor + taken.loanMinor - loanMinor
  }

  dispute(paymentId: string, change: 'funds_withdrawn' | 'funds_reinstated', amount: bigint): void {
    const key = `${paymentId}:${change}`
    if (this.moved.has(key)) return
    this.moved.add(key)
    this.disputedMinor += change === 'funds_withdrawn' ? amount : -amount
  }
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function positive(amount: bigint): bigint {
  return amount > 0n ? amount : 0n
}
