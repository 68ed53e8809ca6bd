import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'
import { bookAfterAll } from '#lib/workflows/money/book-after-all.ts'
import { reverseByStaff, takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import { refundByStaff } from '#lib/workflows/refunds/refund-by-staff.ts'
import { releaseByStaff } from '#lib/workflows/unlocks/release-by-staff.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { ask, cancel, loanRow, paymentRow } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import { pick } from './clumsy-steps.ts'
import type { DeskStep } from './hurried-steps.ts'

/** Who acts, and who decides what needs a second person. */
type People = { staffId: string; secondId: string }

/** One loan and a hurried desk: every act is sent twice at once. */
export class HurriedDesk {
  readonly payments: string[] = []
  readonly entries: string[] = []
  readonly loan: GivenLoan
  readonly people: People

  constructor(loan: GivenLoan, people: People) {
    this.loan = loan
    this.people = people
  }

  private get by() {
    return { lenderId: this.loan.lenderId, staffId: this.people.staffId }
  }

  async take(one: DeskStep): Promise<void> {
    if (one.act === 'cash') return this.cash(one.percent)
    if (one.act === 'reverse') return this.reverse(pick(this.entries, one.which))
    if (one.act === 'pay') return this.pay(one)
    if (one.act === 'book aside') return this.bookAside(pick(this.payments, one.which))
    if (one.act === 'refund') return this.refund(pick(this.payments, one.which), one.percent)
    if (one.act === 'stripe says') return this.providerSays(one)
    if (one.act === 'decide') return this.decide(one.decision)
    return this.release(one.writesOff)
  }

  private async cash(part: number): Promise<void> {
    const { outstandingMinor } = await loanRow(this.loan)
    const amountMinor = (outstandingMinor * BigInt(part)) / 100n + 1n
    const { lenderId, loanId } = this.loan
    const [paymentId, now] = [randomUUID(), Temporal.Now.instant()]
    const by = await byTwo(lenderId, paymentId)
    await twice(() =>
      transaction((tx) =>
        takeCash(tx, {
          lenderId,
          loanId,
          paymentId,
          amountMinor,
          method: 'cash',
          officeReceipt: paymentId,
          seenOutstandingMinor: outstandingMinor,
          now,
          takenOn: now.toZonedDateTimeISO('Asia/Colombo').toPlainDate(),
          locale: 'en',
          ...by,
        }),
      ),
    )
    this.entries.push(paymentId)
  }

  private async reverse(paymentId: string | undefined): Promise<void> {
    if (!paymentId) return
    const { askedMinor: amountMinor } = await paymentRow(paymentId)
    const wish = { ...this.by, paymentId, amountMinor, currency: 'LKR', note: 'wrong' }
    const now = Temporal.Now.instant()
    await twice(() => transaction((tx) => reverseByStaff(tx, { ...wish, now })))
  }

  private async pay({ percent: part, extra }: { percent: number; extra: bigint }): Promise<void> {
    const { outstandingMinor } = await loanRow(this.loan)
    const amountMinor = (outstandingMinor * BigInt(Math.min(part, 100))) / 100n
    const opened = await ask(this.loan, { choice: 'other', amountMinor, confirmAnother: true })
    if ('refusal' in opened) return
    if ('replaces' in opened) return cancel(opened.replaces.paymentId)
    const { paymentId } = opened
    const { askedMinor } = await paymentRow(paymentId)
    const news = intentNews('succeeded', { paymentId, amountMinor: askedMinor + extra })
    await twice(() => tell(news))
    this.payments.push(paymentId)
  }

  private async bookAside(paymentId: string | undefined): Promise<void> {
    const money = paymentId && (await moneyOf(paymentId))
    if (!money) return
    const { paymentIntentId, suspenseMinor: seenSuspenseMinor } = money
    const wish = { ...this.by, paymentId, paymentIntentId, seenSuspenseMinor }
    const now = Temporal.Now.instant()
    await twice(() => transaction((tx) => bookAfterAll(tx, { ...wish, now })))
  }

  private async refund(paymentId: string | undefined, part: number): Promise<void> {
    const money = paymentId && (await moneyOf(paymentId))
    if (!money) return
    const { paymentIntentId, refundableMinor: seenRefundableMinor, currency } = money
    const amountMinor = (seenRefundableMinor * BigInt(part)) / 100n + 1n
    const wish = { ...this.by, paymentId, paymentIntentId, amountMinor, seenRefundableMinor }
    const form = { ...wish, currency, note: 'asked', token: randomUUID() }
    const now = Temporal.Now.instant()
    await twice(() => transaction((tx) => refundByStaff(tx, { ...form, now })))
  }

  private async providerSays({
    which: index,
    status,
  }: {
    which: number
    status: 'succeeded' | 'failed'
  }) {
    const refunds = await database()
      .selectFrom('refunds')
      .select(['id as refundId', 'paymentId', 'amountMinor'])
      .where('paymentId', 'in', [...this.payments, randomUUID()])
      .orderBy('createdAt')
      .execute()
    const refund = pick(refunds, index)
    if (!refund) return
    const news = { ...refund, pspRefundId: `re_${refund.refundId}` }
    await twice(() => tell(refundNews('updated', news, status)))
  }

  private async decide(decision: 'approved' | 'refused'): Promise<void> {
    const waiting = await database()
      .selectFrom('approvals')
      .select('id')
      .where('state', '=', 'waiting')
      .where('subjectId', 'in', [this.loan.loanId, ...this.payments, ...this.entries])
      .orderBy('askedAt')
      .executeTakeFirst()
    if (!waiting) return
    const word = { approvalId: waiting.id, staffId: this.people.secondId, decision, note: null }
    const now = Temporal.Now.instant()
    await twice(() => transaction((tx) => decideAsked(tx, { ...word, now })))
  }

  private async release(writesOff: boolean): Promise<void> {
    const { outstandingMinor: seenOutstandingMinor } = await loanRow(this.loan)
    const wish = { ...this.by, loanId: this.loan.loanId, seenOutstandingMinor, writesOff }
    const form = { ...wish, reason: 'kindness', token: randomUUID() }
    const now = Temporal.Now.instant()
    await twice(() => transaction((tx) => releaseByStaff(tx, { ...form, now })))
  }

  /** What is owed is what was lent, less all that came and stayed, less what was let go. */
  async expectExact(lentMinor: bigint): Promise<void> {
    const { outstandingMinor, creditMinor } = await loanRow(this.loan)
    expect(outstandingMinor >= 0n && creditMinor >= 0n).toBe(true)
    const on = await accountsOf(this.loan)
    const stayedMinor = on('psp_clearing') + on('cash') + on('suspense')
    expect(outstandingMinor - creditMinor).toBe(
      lentMinor - stayedMinor - on('settlement_rebate') - on('written_off'),
    )
    for (const paymentId of this.payments)
      for (const money of await capturedMoney(database(), paymentId)) {
        expect(money.refundableMinor >= 0n && money.suspenseMinor >= 0n).toBe(true)
        expect(money.suspenseMinor <= money.receivedMinor).toBe(true)
      }
  }
}

async function moneyOf(paymentId: string) {
  const [money] = await capturedMoney(database(), paymentId)
  return money
}

async function accountsOf(loan: GivenLoan) {
  const rows = await database()
    .selectFrom('ledgerEntries')
    .leftJoin('payments', 'payments.id', 'ledgerEntries.paymentId')
    .select(['account', 'ledgerEntries.amountMinor'])
    .where((eb) =>
      eb.or([
        eb('ledgerEntries.loanId', '=', loan.loanId),
        eb('payments.loanId', '=', loan.loanId),
      ]),
    )
    .execute()
  return (account: string) =>
    rows.filter((row) => row.account === account).reduce((sum, row) => sum + row.amountMinor, 0n)
}

function twice(act: () => Promise<unknown>): Promise<unknown> {
  return Promise.all([act(), act()])
}
