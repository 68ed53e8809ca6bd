import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { nearlyOverMinutes } from '#lib/domain/may-lock.ts'
import { larger, smaller } from '#lib/domain/money.ts'
import { liveStates } from '#lib/domain/unlock.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import { takeMessage } from '#lib/jobs/take-message.ts'
import { unlockByStaff } from '#lib/jobs/unlock-by-staff.ts'
import { takeBackPlan } from '#lib/jobs/withdraw-plan.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'
import { answer } from '#tests/cases/given-dispute.ts'
import { loanRow, twoLate } from '#tests/payments/given-payment.ts'
import { clear, failLater, payLater, promise } from '#tests/promises/given-promise.ts'
import { accept, forAPerson, payIn, tryToAsk } from '#tests/restructurings/given-plan.ts'
import {
  agree,
  arrange,
  end,
  inspect,
  offer,
  receive,
  settle,
} from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const lenders = [
  await givenLender(),
  await givenLender({ policy: { relock: 'by_lender', partialUnlock: null } }),
]

const staffOf = new Map(
  await Promise.all(
    lenders.map(async ({ id }) => [id, await givenStaff({ id }, 'agent')] as const),
  ),
)

const dropOffPoints = [{ name: 'Fort', address: '12 York Street', hours: 'Mon–Sat 9–18' }]
await sql`update lenders set policy = jsonb_set(policy, '{return}', ${JSON.stringify({
  ...{ offered: true, rule: 'settlement', quoteValidDays: 14, dataWindowHours: 48 },
  ...{ valuePercent: { good: 40, worn: 30, damaged: 10, not_working: 0 }, sendWithinDays: 14 },
  ...{ dropOffPoints, courierSlots: [], answerWithinDays: 7 },
})}::jsonb)`.execute(database())

/** One loan, and everything that its borrower, its phone and its lender may do. */
class Life {
  now = Temporal.Now.instant().round('second')
  planId: string | undefined
  returnId: string | undefined
  voucher: Awaited<ReturnType<typeof payLater>> | undefined
  readonly loan: GivenLoan
  constructor(loan: GivenLoan) {
    this.loan = loan
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
    if ('restructuringId' in asked) this.planId = asked.restructuringId
  }

  private async takePlanBack() {
    if (!this.planId) return
    const { borrowerId } = this.loan
    const withdrawal = { borrowerId, restructuringId: this.planId, actor: this.by, now: this.now }
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
    const staff = staffOf.get(this.loan.lenderId)
    if (!found || !staff) return
    const { caseId, ...seen } = found
    await answer(staff, caseId, { ...seen, now: this.now })
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

  private async payLater() {
    const { outstandingMinor } = await loanRow(this.loan)
    if (outstandingMinor < 500_000n) return
    this.voucher = await payLater(this.loan, 500_000n, { at: this.now })
  }

  private async staffOpen() {
    const { lenderId, loanId } = this.loan
    const wish = { lenderId, loanId, days: 3, reason: 'At the hospital', token: randomUUID() }
    const staffId = randomUUID()
    await transaction((tx) => unlockByStaff(tx, { ...wish, staffId, now: this.now }))
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
        ...{ deviceId, lenderId, source: 'webhook', now: this.now, dedupeKey: randomUUID() },
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

const nobodyAtIt = sql`not exists (
  select from unlocks
   where unlocks.device_id = devices.id and unlocks.state = any(${[...liveStates]}))`

/**
 * Holds that stand although their time is over, and those under which the phone is locked with nobody at it; what a
 * payment, a plan, a return or staff opened for longer while it is locked with nobody at it.
 */
async function brokenPromises({ loan, now }: Life): Promise<unknown[]> {
  const soon = now.add({ minutes: nearlyOverMinutes })
  const { rows } = await sql`
    select holds.reason, holds.until_at, devices.lock_state
      from holds
      join devices on devices.loan_id = holds.loan_id
     where holds.loan_id = ${loan.loanId} and holds.ended_at is null
       and (holds.until_at is null or holds.until_at <= ${now}
         or (devices.lock_state in ('locked', 'locking') and devices.returned_at is null
           and holds.until_at > ${soon} and ${nobodyAtIt}))
    union all
    select bought.cause, bought.relock_at, devices.lock_state
      from unlocks as bought
      join devices on devices.id = bought.device_id
     where devices.id = ${loan.deviceId} and bought.relock_at > ${soon}
       and bought.cause in ('payment', 'plan', 'return', 'staff')
       and devices.lock_state = 'locked' and devices.returned_at is null
       and ${nobodyAtIt}`.execute(database())
  return rows
}

const names = Object.keys(new Life({} as GivenLoan).acts) as (keyof Life['acts'])[]
// What opens a phone, and the lock side that does not ask: often enough to be met in a few lives.
const openers = ['staffOpenIt', 'paysOneInstallment', 'accepts', 'arrangesReturn'] as const
const anySteps = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => [name]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...openers).map((name) => [name, 'phoneOpensAndLocks'] as const),
  },
)
const anyLife = fc.record({
  lender: fc.constantFrom(...lenders),
  steps: fc.array(anySteps, { minLength: 3, maxLength: 12 }).map((steps) => steps.flat()),
})

test('no sequence of plan, promise, payment, voucher, return and message leaves a hold without an end, or a phone locked against a hold, or before the time that was bought, for more than one sweep', async () => {
  await fc.assert(
    fc.asyncProperty(anyLife, async ({ lender, steps }) => {
      const life = new Life(await givenLoan(lender, twoLate(), { lockState: 'locked' }))
      for (const step of steps) {
        await life.take(step)
        await reconcile(life.now)
        expect(await brokenPromises(life), `after ${step}`).toEqual([])
      }
      await expectToBeForgotten(life)
    }),
    { numRuns: 60, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false },
  )
  await expectBooksToHold(database())
}, 120_000)

// Left alone long enough, nothing holds any more but what waits for the lender: a request, a phone in its hands.
async function expectToBeForgotten(life: Life): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    life.now = life.now.add({ hours: 24 * 15 })
    await reconcile(life.now)
    expect(await brokenPromises(life), 'later').toEqual([])
  }
  const left = await database()
    .selectFrom('holds')
    .select('reason')
    .where('loanId', '=', life.loan.loanId)
    .where('endedAt', 'is', null)
    .execute()
  for (const { reason } of left) expect(['return', 'plan_pending']).toContain(reason)
}
