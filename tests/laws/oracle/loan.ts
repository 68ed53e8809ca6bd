import { Balance, type Installment, least, most, priceOf, sumOf } from './balance.ts'
import { dayOf, isAfter, type Rules } from './calendar.ts'
import { Holds } from './holds.ts'
import { boughtBy, effectOf, type Opening, type Page, pageOf } from './lock.ts'
import type { Plan } from './plan.ts'
import { figureOf, type Quote, saidOn, waivedFor } from './quote.ts'

type Money = {
  /** Where it came from: a person's payment, cash at the counter, the lender's own book. */
  source: 'card' | 'cash' | 'elsewhere'
  amountMinor: bigint
  /** What of it is still with the loan or its credit. */
  keptMinor: bigint
  suspenseMinor: bigint
  rebateMinor: bigint
  bookedAt: Temporal.Instant
  paidAt: Temporal.Instant
  paidFor: Opening
  /** By coming a second time. */
  paidForAgain?: Opening
  /** Where a dispute of it stands: `lost` waits for people, who make it owed again or let the lender bear it. */
  dispute: 'none' | 'open' | 'lost'
}

export type Opened = {
  choice: string
  amountMinor: bigint
  rebateMinor: bigint
  /** What is left to pay after it. */
  leftMinor: bigint
  page: Page
}

/** What a loan, its phone's lock and everything arranged about it must be, by the rules alone. */
export class Loan {
  readonly balance: Balance
  readonly holds: Holds
  readonly money = new Map<string, Money>()
  readonly opened = new Map<string, Opened>()
  readonly rules: Rules
  /** What somebody was told settles it. */
  readonly quotes: Quote[] = []
  /** What the lender's book has told of in all, and what of that settled the loan. */
  private elsewhereMinor = 0n
  private readonly settledElsewhere: { id: string; neededMinor: bigint }[] = []
  /** By which it runs. */
  plan: Plan | undefined
  /** The phone is the lender's again: no money does anything to its lock. */
  isHandedBack = false

  constructor(rules: Rules, schedule: readonly Installment[]) {
    this.rules = rules
    this.balance = new Balance(schedule)
    this.holds = new Holds(rules, () => this.realMoney.map(([, { bookedAt }]) => bookedAt))
  }

  arrearsMinor(now: Temporal.Instant): bigint {
    return this.balance.arrearsMinor(dayOf(this.rules, now))
  }

  /** What a page asks for by one of its choices. */
  price(choice: 'arrears' | 'arrears_and_next' | 'settle', now: Temporal.Instant) {
    const day = dayOf(this.rules, now)
    const unearnedMinor = this.plan?.unearnedMinor(day) ?? 0n
    const saidMinor = saidOn(this.quotes, day)
    return priceOf(this.balance, choice, { rules: this.rules, now, unearnedMinor, saidMinor })
  }

  /** Somebody is told what settles the loan: it binds through its day. */
  tell(now: Temporal.Instant) {
    const figure = figureOf(this, now)
    if (figure && figure.rebateMinor > 0n) this.quotes.push({ ...figure, usedMinor: 0n })
    return figure
  }

  /** What falls away as somebody was told, or is owed again. */
  waive(rebateMinor: bigint): void {
    for (const quote of this.quotes) quote.usedMinor += rebateMinor
    if (rebateMinor < 0n) this.balance.owe(-rebateMinor)
    else this.balance.pay(rebateMinor)
  }

  /** Where what was said to be waived is all that is owed, nothing is to be paid. */
  settleAsSaid(now: Temporal.Instant): void {
    const day = dayOf(this.rules, now)
    const { owedMinor } = this.balance
    const unearnedMinor = this.plan?.unearnedMinor(day) ?? 0n
    const saidMinor = saidOn(this.quotes, day)
    if (owedMinor === 0n || saidMinor === 0n || saidMinor + unearnedMinor < owedMinor) return
    this.endPlanBy(owedMinor, day)
    this.waive(this.balance.owedMinor)
  }

  private waivedFor(
    amountMinor: bigint,
    {
      costOn,
      paidOn,
      pageRebateMinor = 0n,
    }: { costOn: Temporal.PlainDate; paidOn: Temporal.PlainDate; pageRebateMinor?: bigint },
  ): bigint {
    const dueMinor = this.balance.owedMinor - (this.plan?.unearnedMinor(costOn) ?? 0n)
    const saidMinor = saidOn(this.quotes, paidOn)
    return waivedFor({ amountMinor, pageRebateMinor }, { dueMinor, saidMinor })
  }

  /** Somebody is shown what a payment costs and does, and goes to pay it. */
  open(
    id: string,
    wish: Pick<Opened, 'choice' | 'amountMinor' | 'rebateMinor'>,
    at: Temporal.Instant,
  ) {
    const after = this.balance.copy()
    after.pay(wish.amountMinor + wish.rebateMinor)
    const unearnedMinor = this.plan?.unearnedMinor(dayOf(this.rules, at)) ?? 0n
    if (after.owedMinor <= unearnedMinor) after.pay(unearnedMinor)
    const page = this.isHandedBack
      ? ({ said: 'none', at } as const)
      : pageOf(this.balance, after, this.rules, at)
    this.opened.set(id, { ...wish, leftMinor: after.owedMinor, page })
    return page
  }

  /** Its money comes: says what it opens, and what of it goes back. */
  capture(id: string, { paidAt, now }: { paidAt: Temporal.Instant; now: Temporal.Instant }) {
    const opened = this.opened.get(id)
    if (!opened) throw new Error('nobody opened that')
    const { amountMinor, leftMinor, page } = opened
    const before = this.balance.copy()
    const costOn = dayOf(this.rules, page.at)
    const ownRebate = this.waivedFor(amountMinor, {
      costOn,
      paidOn: dayOf(this.rules, paidAt),
      pageRebateMinor: opened.rebateMinor,
    })
    const goesBack = this.rules.givesBackDuplicates && this.isBeside(id, page.at)
    const wantedMinor = () => most(this.balance.owedMinor - leftMinor, this.arrearsMinor(now))
    const kept = goesBack ? least(amountMinor, wantedMinor()) : amountMinor
    this.endPlanBy(kept + ownRebate, costOn)
    const owed = this.balance.owedMinor
    const staysMinor = goesBack ? least(amountMinor, wantedMinor()) : amountMinor
    const settles = staysMinor + ownRebate >= owed
    const rebateMinor = settles ? least(ownRebate, owed) : 0n
    const payable = least(amountMinor, owed - rebateMinor)
    const loanMinor = goesBack ? least(payable, wantedMinor()) : payable
    const suspenseMinor = goesBack ? amountMinor - loanMinor : 0n
    this.waive(rebateMinor)
    this.balance.pay(amountMinor - suspenseMinor)
    const effect = this.effectSince(before, now)
    const paidFor = this.isHandedBack
      ? effect
      : boughtBy({ ...page, paidAt }, effect, this.rules, now)
    const keptMinor = amountMinor - suspenseMinor
    this.add(
      id,
      { source: 'card', amountMinor, keptMinor, suspenseMinor, rebateMinor, paidAt, paidFor },
      now,
    )
    return { paidFor, suspenseMinor }
  }

  /** Money that no page asked for: at the counter, or told of by the lender's own book, which never removes a lock. */
  receive(
    id: string,
    {
      source,
      amountMinor,
      page,
      paidAt,
      now,
    }: Pick<Money, 'amountMinor' | 'paidAt'> & {
      source: 'cash' | 'elsewhere'
      page?: Page
      now: Temporal.Instant
    },
  ): Opening {
    const before = this.balance.copy()
    const paidOn = dayOf(this.rules, paidAt)
    const rebateMinor = this.waivedFor(amountMinor, { costOn: paidOn, paidOn })
    this.endPlanBy(amountMinor + rebateMinor, paidOn)
    this.waive(rebateMinor)
    this.balance.pay(amountMinor)
    if (source === 'elsewhere') this.noteElsewhere(id, amountMinor, rebateMinor)
    const effect = this.effectSince(before, now)
    const paidFor =
      page && !this.isHandedBack ? boughtBy({ ...page, paidAt }, effect, this.rules, now) : effect
    const kept = { keptMinor: amountMinor, suspenseMinor: 0n, rebateMinor }
    this.add(id, { source, amountMinor, ...kept, paidAt, paidFor }, now)
    return paidFor
  }

  private noteElsewhere(id: string, amountMinor: bigint, rebateMinor: bigint): void {
    this.elsewhereMinor += amountMinor
    const neededMinor = this.elsewhereMinor - this.balance.creditMinor
    if (rebateMinor > 0n) this.settledElsewhere.push({ id, neededMinor })
  }

  /** The lender's book takes back what it told of last; a settlement stands while what it took is there. */
  takeBackElsewhere(amountMinor: bigint): void {
    let leftMinor: bigint = amountMinor
    for (const [, money] of [...this.money].toReversed()) {
      if (money.source !== 'elsewhere') continue
      const fromIt = least(money.keptMinor, leftMinor)
      money.keptMinor -= fromIt
      leftMinor -= fromIt
    }
    this.elsewhereMinor -= amountMinor
    this.balance.owe(amountMinor)
    for (const { id, neededMinor } of this.settledElsewhere) {
      const money = this.money.get(id)
      if (!money || this.elsewhereMinor >= neededMinor) continue
      this.waive(-money.rebateMinor)
      money.rebateMinor = 0n
    }
  }

  effectSince(before: Balance, now: Temporal.Instant): Opening {
    return this.isHandedBack ? 'none' : effectOf(before, this.balance, this.rules, now)
  }

  /** A plan that is paid off early has earned the months that passed. */
  endPlanBy(paidMinor: bigint, day: Temporal.PlainDate): void {
    const unearnedMinor = this.plan?.unearnedMinor(day) ?? 0n
    if (unearnedMinor === 0n || paidMinor + unearnedMinor < this.balance.owedMinor) return
    this.plan?.leave(this.balance, day)
    this.plan = undefined
  }

  private add(id: string, money: Omit<Money, 'bookedAt' | 'dispute'>, now: Temporal.Instant) {
    this.money.set(id, { ...money, bookedAt: now, dispute: 'none' })
  }

  /** Other money was booked since this page: its payer could not have known. */
  private isBeside(id: string, since: Temporal.Instant): boolean {
    return this.realMoney.some(([other, { bookedAt }]) => other !== id && !isAfter(since, bookedAt))
  }

  // What was entered at the counter and reversed never was.
  private get realMoney() {
    return [...this.money].filter(([, one]) => one.source !== 'cash' || one.keptMinor > 0n)
  }

  /** The lender's file has other installments: the loan is what it says, and what plans cost and is not paid falls away. */
  reschedule(
    before: readonly Installment[],
    schedule: readonly Installment[],
    costMinor: bigint,
  ): void {
    if (this.balance.owedMinor > 0n) this.balance.pay(costMinor)
    this.balance.schedule = schedule
    this.balance.opensWithFirst = false
    const changeMinor = sumOf(schedule) - sumOf(before)
    if (changeMinor > 0n) this.balance.owe(changeMinor)
    else this.balance.pay(-changeMinor)
  }

  /** A phone that came back is worth so much of the price; what is still owed is due in one. */
  settleReturn(priceMinor: bigint, now: Temporal.Instant): void {
    this.balance.pay(least((priceMinor * this.rules.phonePercent) / 100n, this.balance.owedMinor))
    this.balance.opensWithFirst = false
    if (this.balance.owedMinor === 0n) return
    const dueOn = dayOf(this.rules, now).add({ days: 30 })
    this.balance.schedule = [{ dueOn, amountMinor: this.balance.owedMinor }]
  }

  moneyOf(id: string): Money {
    const money = this.money.get(id)
    if (!money) throw new Error('no such money')
    return money
  }

  get isDisputed(): boolean {
    return [...this.money.values()].some((one) => one.dispute !== 'none')
  }

  /** A lock may be removed for good by money only while nothing is owed and nothing is disputed. */
  get mayRelease(): boolean {
    return this.balance.owedMinor === 0n && !this.isDisputed
  }
}
