import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { liveStates } from '#lib/domain/lock/unlock.ts'
import { larger, smaller } from '#lib/domain/money/money.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'
import { takeMessage } from '#lib/workflows/holds/take-message.ts'
import { applyRefund } from '#lib/workflows/money/apply-money-back.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import { takeBackPlan } from '#lib/workflows/plans/take-back-plan.ts'
import { unlockByStaff } from '#lib/workflows/unlocks/unlock-by-staff.ts'
import { answer } from '#tests/cases/given-dispute.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { cancel, loanRow, open } from '#tests/payments/given-payment.ts'
import { accept, forAPerson, paidElsewhere, payIn, tryToAsk } from '#tests/plans/given-plan.ts'
import { clear, failLater, payLater, promise } from '#tests/promises/given-promise.ts'
import {
  agree,
  arrange,
  end,
  inspect,
  offer,
  receive,
  settle,
} from '#tests/returns/given-return.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import type { GivenStaff } from '#tests/support/staff.ts'
import { intentOf } from '#tests/support/stripe-events.ts'

/** One loan, and everything that its borrower, its phone and its lender may do. */
export class Life {
  now = Temporal.Now.instant().round('second')
  planId: string | undefined
  returnId: string | undefined
  voucher: Awaited<ReturnType<typeof payLater>> | undefined
  /** Payments whose money went back whole. */
  readonly givenBack: string[] = []
  /** What staff said last about until when the phone is open. */
  openedUntil: Temporal.Instant | undefined
  readonly loan: GivenLoan
  /** Who answers at the lender. */
  readonly staff: GivenStaff
  constructor(loan: GivenLoan, staff: GivenStaff) {
    this.loan = loan
    this.staff = staff
  }

  private get acting() {
    if (!this.returnId) throw new Error('no return')
    return { loan: this.loan, returnId: this.returnId, now: this.now }
  }

  private get by() {
    return `borrower:${this.loan.borrowerId}`
  }

  // Each is what somebody tries; whether it is allowed just now is not for them to know.
  readonly acts = {
    promises: () => promise(this.loan, { now: this.now }),
    asks: () => this.ask({}),
    asksAPerson: () => this.ask(forAPerson),
    accepts: async () => this.planId && (await accept(this.loan, this.planId, { now: this.now })),
    takesPlanBack: () => this.takePlanBack(),
    saysItIsWrong: () => this.say(),
    isAnswered: () => this.answer(),
    paysALittle: () => this.pay(10n),
    paysOneInstallment: () => this.pay(4n),
    paysMuch: () => this.pay(2n),
    paysTwice: () => this.payTwice(),
    paysAtTheCounter: () => this.payCash(),
    isRefunded: () => this.refund(),
    paysElsewhere: () => this.payElsewhere(),
    paysByVoucher: () => this.payLater(),
    voucherClears: () => this.voucher && clear(this.voucher, this.now),
    voucherFails: () => this.voucher && failLater(this.voucher.paymentId, this.now),
    offersReturn: async () => {
      this.returnId = await offer(this.loan, this.now)
    },
    arrangesReturn: () => arrange(this.acting),
    isReceived: () => receive(this.acting),
    isInspected: () => inspect(this.acting, 'worn'),
    agrees: () => agree(this.acting),
    isSettled: () => settle(this.acting),
    takesReturnBack: () => end(this.acting, 'withdrawn'),
    staffOpenIt: () => this.staffOpen(),
    phoneLocks: () => this.phoneSays('locked'),
    phoneOpens: () => this.phoneSays('unlocked'),
    phoneOpensAndLocks: () => this.openAndLock(),
    hoursPass: () => this.pass(30),
    daysPass: () => this.pass(24 * 9),
  }

  private async ask(terms: Parameters<typeof tryToAsk>[1]) {
    const asked = await tryToAsk(this.loan, terms, { now: this.now })
    if ('planId' in asked) this.planId = asked.planId
  }

  private async takePlanBack() {
    if (!this.planId) return
    const { borrowerId } = this.loan
    const withdrawal = { borrowerId, planId: this.planId, actor: this.by, now: this.now }
    await transaction((tx) => takeBackPlan(tx, withdrawal))
  }

  private async say() {
    const message = { what: 'amount', note: 'Too much.', paymentReference: '' } as const
    const { loanId } = this.loan
    await transaction((tx) => takeMessage(tx, { loanId, message, by: this.by, now: this.now }))
  }

  private async answer() {
    const found = await database()
      .selectFrom('cases')
      .select(['id as caseId', 'version as seenVersion'])
      .where('loanId', '=', this.loan.loanId)
      .where('kind', '=', 'borrower_dispute')
      .where('closedAt', 'is', null)
      .executeTakeFirst()
    if (!found) return
    const { caseId, ...seen } = found
    await answer(this.staff, caseId, { ...seen, now: this.now })
  }

  private async pay(part: bigint) {
    const { outstandingMinor } = await loanRow(this.loan)
    if (outstandingMinor === 0n) return
    await payIn(
      this.loan,
      smaller(larger(outstandingMinor / part, 100_000n), outstandingMinor),
      this.now,
    )
  }

  // Two pages at once, both paid: one's own page, and a helper's.
  private async payTwice() {
    const now = this.now
    const pages = [await open(this.loan, { choice: 'arrears', now })]
    for (const { paymentId } of pages) await cancel(paymentId)
    pages.push(await open(this.loan, { choice: 'settle', now }))
    for (const asked of pages) {
      const received = { amountMinor: asked.amountMinor, currency: asked.currency }
      const money = { paymentId: asked.paymentId, paymentIntentId: intentOf(asked), received }
      await transaction((tx) => bookCapture(tx, { ...money, capturedAt: now, now }))
    }
  }

  private async payCash() {
    const { outstandingMinor } = await loanRow(this.loan)
    if (outstandingMinor === 0n) return
    const { lenderId, loanId } = this.loan
    const [paymentId, now] = [randomUUID(), this.now]
    const by = await byTwo(lenderId, paymentId)
    await transaction((tx) =>
      takeCash(tx, {
        lenderId,
        loanId,
        paymentId,
        officeReceipt: paymentId,
        now,
        method: 'cash',
        amountMinor: outstandingMinor / 3n + 1n,
        takenOn: now.toZonedDateTimeISO('Asia/Colombo').toPlainDate().subtract({ days: 1 }),
        seenOutstandingMinor: outstandingMinor,
        locale: 'en',
        ...by,
      }),
    )
  }

  private async refund() {
    const paid = await database()
      .selectFrom('payments')
      .select(['id', 'paymentIntentId'])
      .where('loanId', '=', this.loan.loanId)
      .where('state', '=', 'paid')
      .where('paymentIntentId', 'is not', null)
      .orderBy('bookedAt', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!paid?.paymentIntentId) return
    const captured = await capturedMoney(database(), paid.id)
    const left = captured.find((one) => one.paymentIntentId === paid.paymentIntentId)
    if (!left || left.refundableMinor <= 0n) return
    const money = { amountMinor: left.refundableMinor, currency: left.currency }
    const told = { pspRefundId: randomUUID(), refundId: null, state: 'succeeded' } as const
    const about = { paymentIntentId: paid.paymentIntentId, chargeId: null }
    await transaction((tx) => applyRefund(tx, { about, ...told, money }, this.now))
    this.givenBack.push(paid.id)
  }

  private async payElsewhere() {
    const { outstandingMinor } = await loanRow(this.loan)
    if (outstandingMinor > 0n) await paidElsewhere(this.loan, outstandingMinor / 4n + 1n)
  }

  private async payLater() {
    const { outstandingMinor } = await loanRow(this.loan)
    if (outstandingMinor < 500_000n) return
    this.voucher = await payLater(this.loan, 500_000n, { at: this.now })
  }

  private async staffOpen() {
    const { lenderId, loanId } = this.loan
    const wish = { lenderId, loanId, days: 3, reason: 'At the hospital', token: randomUUID() }
    const staffId = randomUUID()
    const given = await transaction((tx) => unlockByStaff(tx, { ...wish, staffId, now: this.now }))
    if ('unlockId' in given) this.openedUntil = given.until
  }

  private async phoneSays(actual: 'locked' | 'unlocked') {
    const { deviceId, lenderId } = this.loan
    const wanted = await database()
      .selectFrom('unlocks')
      .select('relockAt')
      .where('deviceId', '=', deviceId)
      .where('state', 'in', liveStates)
      .executeTakeFirst()
    const relockAt = actual === 'unlocked' ? wanted?.relockAt : undefined
    if (actual === 'unlocked') await this.isSent()
    const snapshot = { actual, otherLocks: [], observedAt: this.now, rawStatus: 'test' }
    await transaction((tx) =>
      recordEvidence(tx, {
        deviceId,
        lenderId,
        source: 'webhook',
        now: this.now,
        dedupeKey: randomUUID(),
        snapshot: { ...snapshot, ...(relockAt && { relockAt }) },
      }),
    )
  }

  // A phone opens by what the lock service was asked before.
  private isSent() {
    const at = this.now.subtract({ milliseconds: 500 })
    return database()
      .updateTable('unlocks')
      .set({ state: 'accepted', stateAt: at, dispatchedAt: at, acceptedAt: at })
      .where('deviceId', '=', this.loan.deviceId)
      .where('state', 'in', liveStates)
      .execute()
  }

  private async openAndLock() {
    await this.phoneSays('unlocked')
    this.now = this.now.add({ seconds: 1 })
    await this.phoneSays('locked')
  }

  private pass(hours: number): void {
    this.now = this.now.add({ hours })
  }

  async take(name: keyof Life['acts']): Promise<void> {
    // Nothing happens at the very same moment as something else.
    this.now = this.now.add({ seconds: 1 })
    const act: () => unknown = this.acts[name]
    await Promise.resolve().then(act).catch(unlessRefused)
  }
}

const refusals = /^(no return|nothing is offered|[a-z_]+)$/

// What the fixtures throw when the product refuses; anything else is a fault.
function unlessRefused(cause: unknown): void {
  if (!(cause instanceof Error) || !refusals.test(cause.message)) throw cause
}

const names = Object.keys(
  new Life({} as GivenLoan, {} as GivenStaff).acts,
) as (keyof Life['acts'])[]
// What opens a phone, and the lock side that does not ask: often enough to be met in a few lives.
const openers = ['staffOpenIt', 'paysOneInstallment', 'accepts', 'arrangesReturn'] as const
const anyStep = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => [name]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...openers).map((name) => [name, 'phoneOpensAndLocks'] as const),
  },
)
/** What happens to a loan, in any order. */
export const anySteps = fc
  .array(anyStep, { minLength: 3, maxLength: 12 })
  .map((steps) => steps.flat())
