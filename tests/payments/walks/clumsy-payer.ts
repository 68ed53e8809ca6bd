import { expect } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { ask, cancel, loanRow, paymentRow } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import {
  disputeNews,
  handleWaiting,
  intentNews,
  refundNews,
  type StripeNews,
  sessionNews,
  tell,
} from '#tests/support/stripe-events.ts'
import { pick, type Step } from './clumsy-steps.ts'
import type { LoanModel } from './loan-model.ts'

type Opened = {
  paymentId: string
  askedMinor: bigint
  receivedMinor: bigint
  rebateMinor: bigint
  owedMinor: bigint
  openedAtStep: number
  intent: string
}
type Refund = { id: string; payment: Opened; amountMinor: bigint; told: boolean }

/** One loan, everything Stripe and a clumsy payer can do to it, and the model beside it. */
export class ClumsyPayer {
  readonly payments: Opened[] = []
  readonly refunds: Refund[] = []
  /** How much of a payment its payer’s bank disputes. */
  readonly disputes = new Map<string, bigint>()
  readonly told: { news: StripeNews; id: string }[] = []
  readonly loan: GivenLoan
  readonly model: LoanModel

  constructor(loan: GivenLoan, model: LoanModel) {
    this.loan = loan
    this.model = model
  }

  async take(one: Step): Promise<void> {
    this.model.step += 1
    switch (one.act) {
      case 'open':
        return this.open(one)
      case 'capture':
        return this.capture(pick(this.payments, one.which), one.way)
      case 'capture other amount':
        return this.captureOther(pick(this.payments, one.which))
      case 'crash':
        return this.crash(pick(this.payments, one.which))
      case 'tell again':
        return this.tellAgain(pick(this.told, one.which))
      case 'refund':
        return this.refund(pick(this.payments, one.which), one)
      case 'refund fails':
        return this.refundFails(pick(this.refunds, one.which), one.order)
      case 'dispute':
        return this.dispute(pick(this.payments, one.which), one.change)
      case 'expire':
        return this.expire(pick(this.payments, one.which))
    }
  }

  private async tell(news: StripeNews): Promise<void> {
    this.told.push({ news, id: await tell(news) })
  }

  // An attempt under way is replaced on our side only: at Stripe its page may still be paid, and then there are two.
  private async open({ choice, percent }: Extract<Step, { act: 'open' }>): Promise<void> {
    const wish = {
      choice,
      amountMinor: (this.model.outstandingMinor * BigInt(percent)) / 100n,
      confirmAnother: true,
    }
    let opened = await ask(this.loan, wish)
    if ('replaces' in opened) {
      await cancel(opened.replaces.paymentId)
      opened = await ask(this.loan, wish)
    }
    if ('refusal' in opened) {
      const refused = [
        'nothing_owed',
        'not_offered',
        'below_minimum',
        'leaves_too_little',
        'above_maximum',
      ]
      expect(refused).toContain(opened.refusal)
      return
    }
    if ('replaces' in opened) throw new Error('An attempt that was cancelled is replaced')
    const { paymentId } = opened
    if (this.payments.some((payment) => payment.paymentId === paymentId)) return
    const { askedMinor, rebateMinor } = await paymentRow(paymentId)
    expect(askedMinor + rebateMinor).toBeLessThanOrEqual(this.model.outstandingMinor)
    this.payments.push({
      paymentId,
      askedMinor,
      rebateMinor,
      receivedMinor: askedMinor,
      owedMinor: this.model.outstandingMinor,
      openedAtStep: this.model.step,
      intent: `pi_${paymentId}`,
    })
  }

  private async capture(payment: Opened | undefined, way: string): Promise<void> {
    if (!payment) return
    this.model.capture(payment)
    const asked = { ...payment, amountMinor: payment.receivedMinor }
    const news = [intentNews('succeeded', asked), sessionNews('completed', asked)] as const
    if (way === 'intent') await this.tell(news[0])
    if (way === 'session first' || way === 'both') await this.tell(news[1])
    if (way === 'session first' || way === 'both') await this.tell(news[0])
    if (way === 'both') await this.tell(news[1])
    if (way === 'at once') await Promise.all([...news, ...news].map((one) => this.tell(one)))
    if (way === 'sweep') await transaction((tx) => bookCapture(tx, this.captureOf(payment)))
  }

  private captureOf(payment: Opened) {
    const now = Temporal.Now.instant()
    return {
      paymentId: payment.paymentId,
      paymentIntentId: payment.intent,
      received: { amountMinor: payment.receivedMinor, currency: 'LKR' },
      capturedAt: now,
      now,
    }
  }

  private async captureOther(payment: Opened | undefined): Promise<void> {
    if (!payment || this.model.paid.has(payment.paymentId)) return
    payment.receivedMinor += 1n
    await this.capture(payment, 'intent')
  }

  private async crash(payment: Opened | undefined): Promise<void> {
    if (!payment) return
    const dying = transaction(async (tx) => {
      await bookCapture(tx, this.captureOf(payment))
      throw new Error('the process died here')
    })
    await expect(dying).rejects.toThrow('died')
  }

  private async tellAgain(one: { news: StripeNews; id: string } | undefined): Promise<void> {
    if (!one) return
    await tell(one.news, one.id)
    await tell(one.news)
  }

  private async refund(
    payment: Opened | undefined,
    { percent, early }: { percent: number; early: boolean },
  ): Promise<void> {
    if (!payment || (!early && !this.model.paid.has(payment.paymentId))) return
    // Nor does Stripe give back what a bank disputes.
    if (this.model.isDisputed(payment.paymentId)) return
    const amountMinor = (this.notGivenBackMinor(payment) * BigInt(percent)) / 100n
    if (amountMinor === 0n) return
    const refund: Refund = {
      id: `re_${payment.paymentId}_${this.refunds.length}`,
      payment,
      amountMinor,
      told: true,
    }
    this.refunds.push(refund)
    await this.tell(refundNews('created', this.askedOf(refund), 'pending'))
    await this.tell(refundNews('updated', this.askedOf(refund)))
    this.bookRefund(refund)
  }

  // Stripe gives back no more than came.
  private notGivenBackMinor(payment: Opened): bigint {
    return this.refunds
      .filter((one) => one.payment === payment && !this.model.hasFailed(one.id))
      .reduce((left, one) => left - one.amountMinor, payment.receivedMinor)
  }

  private askedOf({ id, payment, amountMinor }: Refund) {
    return { paymentId: payment.paymentId, intent: payment.intent, amountMinor, pspRefundId: id }
  }

  private bookRefund({ id, payment, amountMinor }: Refund): void {
    if (this.model.paid.has(payment.paymentId))
      this.model.refund(id, payment.paymentId, amountMinor)
  }

  private async refundFails(refund: Refund | undefined, twice: boolean): Promise<void> {
    if (!refund || !this.model.refunds.has(refund.id)) return
    this.model.refundFails(refund.id)
    await this.tell(refundNews('updated', this.askedOf(refund), 'failed'))
    if (twice) await this.tell(refundNews('failed', this.askedOf(refund)))
  }

  private async dispute(
    payment: Opened | undefined,
    change: 'funds_withdrawn' | 'funds_reinstated',
  ): Promise<void> {
    if (!payment || !this.model.paid.has(payment.paymentId)) return
    const { paymentId, intent } = payment
    // A bank takes what was not given back; told again, a dispute is of what it was.
    const amountMinor = this.disputes.get(paymentId) ?? this.notGivenBackMinor(payment)
    if (amountMinor === 0n) return
    this.disputes.set(paymentId, amountMinor)
    this.model.dispute(paymentId, change, amountMinor)
    await this.tell(disputeNews(change, { paymentId, intent, amountMinor }))
  }

  private async expire(payment: Opened | undefined): Promise<void> {
    if (payment)
      await this.tell(sessionNews('expired', { ...payment, amountMinor: payment.receivedMinor }))
  }

  /** Refunds that were told before their payment are booked once it is. */
  async settle(): Promise<void> {
    await handleWaiting()
    for (const refund of this.refunds) this.bookRefund(refund)
  }

  async expectToAgree(): Promise<void> {
    for (const payment of this.payments) {
      const takenMinor = this.model.isDisputed(payment.paymentId)
        ? (this.disputes.get(payment.paymentId) ?? 0n)
        : 0n
      expect(this.notGivenBackMinor(payment), 'no more leaves than came').toBeGreaterThanOrEqual(
        takenMinor,
      )
    }
    const { outstandingMinor, creditMinor } = this.model
    expect(await loanRow(this.loan)).toEqual({ outstandingMinor, creditMinor })
    const rows = await database()
      .selectFrom('ledgerEntries')
      .innerJoin('payments', 'payments.id', 'ledgerEntries.paymentId')
      .select(['account', 'ledgerEntries.amountMinor'])
      .where('payments.loanId', '=', this.loan.loanId)
      .execute()
    const on = (account: string) =>
      rows.filter((row) => row.account === account).reduce((sum, row) => sum + row.amountMinor, 0n)
    expect(on('suspense')).toBe(-this.model.suspenseMinor)
    expect(on('disputes')).toBe(this.model.disputedMinor)
  }
}
