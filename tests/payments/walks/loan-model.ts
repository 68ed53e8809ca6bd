type Paid = { intent: string; aside: boolean; suspenseMinor: bigint; bookedAtStep: number }
type Taken = Record<'loanMinor' | 'creditMinor' | 'suspenseMinor', bigint> & {
  paymentId: string
  failed: boolean
}

/**
 * What a loan's balances must be, kept in plain numbers beside the product and knowing nothing of it: money pays the
 * oldest first; of two payments at once the second leaves no less than its page said, and pays what is overdue at least;
 * refunds take what was never booked first, then credit; credit meets what is owed at once.
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
  readonly givesBack: boolean

  constructor(loan: { totalMinor: bigint; notYetDueMinor: bigint; givesBack: boolean }) {
    this.outstandingMinor = loan.totalMinor
    this.notYetDueMinor = loan.notYetDueMinor
    this.givesBack = loan.givesBack
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
    owedMinor: bigint
    openedAtStep: number
  }): void {
    const { paymentId, intent, askedMinor, receivedMinor } = payment
    const before = this.paid.get(paymentId)
    if (before) return
    const aside = receivedMinor !== askedMinor
    const isDuplicate = [...this.paid.values()].some(
      (other) => !other.aside && other.bookedAtStep >= payment.openedAtStep,
    )
    const paid = { intent, aside, suspenseMinor: 0n, bookedAtStep: this.step }
    this.paid.set(paymentId, paid)
    if (aside) paid.suspenseMinor = receivedMinor
    else paid.suspenseMinor = this.book(payment, isDuplicate && this.givesBack)
    this.suspenseMinor += paid.suspenseMinor
  }

  // What goes back lies in suspense until then.
  private book(
    {
      receivedMinor,
      rebateMinor,
      owedMinor,
    }: Record<'receivedMinor' | 'rebateMinor' | 'owedMinor', bigint>,
    goesBack: boolean,
  ): bigint {
    const owed = this.outstandingMinor
    const settles = rebateMinor > 0n && receivedMinor + rebateMinor >= owed
    const waivedMinor = settles ? least(rebateMinor, owed) : 0n
    const leftByPage = positive(owedMinor - receivedMinor - rebateMinor)
    const wanted = most(owed - leftByPage, this.arrearsMinor)
    const payable = least(receivedMinor, owed - waivedMinor)
    const loanMinor = goesBack ? least(payable, wanted) : payable
    this.outstandingMinor -= loanMinor + waivedMinor
    if (!goesBack) this.creditMinor += receivedMinor - loanMinor
    return goesBack ? receivedMinor - loanMinor : 0n
  }

  hasFailed(refundId: string): boolean {
    return this.refunds.get(refundId)?.failed ?? false
  }

  refund(refundId: string, paymentId: string, amountMinor: bigint): void {
    if (this.refunds.has(refundId)) return
    const paid = this.paid.get(paymentId)
    const suspenseMinor = least(paid?.suspenseMinor ?? 0n, amountMinor)
    const creditMinor = least(this.creditMinor, amountMinor - suspenseMinor)
    const loanMinor = amountMinor - suspenseMinor - creditMinor
    if (paid) paid.suspenseMinor -= suspenseMinor
    this.suspenseMinor -= suspenseMinor
    this.creditMinor -= creditMinor
    this.outstandingMinor += loanMinor
    this.refunds.set(refundId, { paymentId, creditMinor, loanMinor, suspenseMinor, failed: false })
  }

  refundFails(refundId: string): void {
    const taken = this.refunds.get(refundId)
    if (!taken || taken.failed) return
    taken.failed = true
    const paid = this.paid.get(taken.paymentId)
    if (paid) paid.suspenseMinor += taken.suspenseMinor
    this.suspenseMinor += taken.suspenseMinor
    this.creditMinor += taken.creditMinor + taken.loanMinor
    const setOffMinor = least(this.creditMinor, this.outstandingMinor)
    this.outstandingMinor -= setOffMinor
    this.creditMinor -= setOffMinor
  }

  dispute(paymentId: string, change: 'funds_withdrawn' | 'funds_reinstated', amount: bigint): void {
    // What is given back was taken before, and the news of it says so.
    this.move(`${paymentId}:funds_withdrawn`, amount)
    if (change === 'funds_reinstated') this.move(`${paymentId}:${change}`, -amount)
  }

  isDisputed(paymentId: string): boolean {
    const moved = (change: string) => this.moved.has(`${paymentId}:${change}`)
    return moved('funds_withdrawn') && !moved('funds_reinstated')
  }

  private move(key: string, amount: bigint): void {
    if (this.moved.has(key)) return
    this.moved.add(key)
    this.disputedMinor += amount
  }
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function most(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function positive(amount: bigint): bigint {
  return amount > 0n ? amount : 0n
}
