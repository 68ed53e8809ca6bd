import { z } from 'zod'
import { placesSpans } from '#lib/domain/opening-hours.ts'
import { amountsByCurrency, days, ownLine, percentage } from './amounts.ts'

/** A promise to pay: how far ahead, how much of what is overdue, how often. */
export const promisePolicySchema = z
  .object({
    offered: z.boolean(),
    mostDays: days(60),
    minimumPercent: percentage,
    mostInNinetyDays: z.int().min(1).max(12),
    /** Days before the date at which the borrower is reminded. */
    remindDaysBefore: z.int().min(0).max(14),
    /** Days after its day until it is said what became of it: what was paid at a counter by then is entered meanwhile. */
    verdictWaitDays: z.int().min(0).max(7).default(1),
  })
  .prefault({
    offered: true,
    mostDays: 14,
    minimumPercent: 25,
    mostInNinetyDays: 2,
    remindDaysBefore: 2,
  })

const planPolicy = z.object({
  offered: z.boolean(),
  /** Most months that may be added to the term, and most months without an installment. */
  mostExtraMonths: z.int().min(0).max(36),
  mostPauseMonths: z.int().min(0).max(6),
  /** What a month of the longer term costs, in percent of what is owed. */
  costPercentPerMonth: percentage.max(10),
  smallestInstallmentMinor: amountsByCurrency,
  /** Inside these a request is decided at once; null: a person decides every one. */
  instant: z
    .object({
      mostExtraMonths: z.int().min(0).max(36),
      mostPauseMonths: z.int().min(0).max(6),
    })
    .nullable(),
  decideWithinDays: days(14),
  offerValidDays: days(30),
  /** Days from acceptance in which a plan can be left at no cost. */
  withdrawWithinDays: z.int().min(0).max(60).default(14),
  opens: z.enum(['on_acceptance', 'after_first_payment']),
  /** Days from the warning about a missed installment to what follows. */
  warnDays: days(30),
  /** What follows: the plan ends and its schedule stays, or the schedule before it comes back. */
  whenMissed: z.enum(['schedule_stays', 'schedule_before_returns']),
  mostInYear: z.int().min(1).max(12),
})

/** Of a lender who has said nothing else. */
export const usualPlan: z.input<typeof planPolicy> = {
  offered: true,
  mostExtraMonths: 6,
  mostPauseMonths: 2,
  costPercentPerMonth: 0,
  smallestInstallmentMinor: {},
  instant: { mostExtraMonths: 3, mostPauseMonths: 1 },
  decideWithinDays: 2,
  offerValidDays: 7,
  withdrawWithinDays: 14,
  opens: 'on_acceptance',
  warnDays: 5,
  whenMissed: 'schedule_stays',
  mostInYear: 2,
}

/** A plan: what may be asked, what is decided at once, what a broken one leads to. */
export const planPolicySchema = planPolicy.prefault(usualPlan)

export const conditions = ['good', 'worn', 'damaged', 'not_working'] as const
export type Condition = (typeof conditions)[number]

const returnPolicy = z.object({
  offered: z.boolean(),
  /**
   * `loan_closed`: nothing is owed after a return in working order.
   * `settlement`: what is owed less the phone's value. `half`: the half rule of the UK's Consumer Credit Act 1974, s. 99–100.
   */
  rule: z.enum(['loan_closed', 'settlement', 'half']),
  /** The phone's value in each condition, in percent of the total price (rule `settlement`). */
  valuePercent: z.record(z.enum(conditions), percentage),
  quoteValidDays: days(60),
  /** Hours the phone stays open so that data can be saved and accounts removed. */
  dataWindowHours: z.int().min(24).max(240),
  sendWithinDays: days(60),
  dropOffPoints: z
    .array(
      z.object({
        name: ownLine(80),
        address: ownLine(200),
        /** In the lender's own words, shown while `dropOffHours` has none of this place. */
        hours: ownLine(80).optional(),
      }),
    )
    .max(50),
  dropOffHours: placesSpans,
  courierSlots: z.array(z.enum(['morning', 'afternoon', 'evening'])),
  /** Days from inspection in which the borrower can agree or dispute; then the quote's figure stands. */
  answerWithinDays: days(60),
})

/** Of a lender who has said nothing else. */
export const usualReturn: z.input<typeof returnPolicy> = {
  offered: true,
  rule: 'loan_closed',
  valuePercent: { good: 40, worn: 30, damaged: 10, not_working: 0 },
  quoteValidDays: 14,
  dataWindowHours: 48,
  sendWithinDays: 14,
  dropOffPoints: [],
  courierSlots: [],
  answerWithinDays: 7,
}

/** A voluntary return: by which rule what is still owed is worked out, and how the phone comes back. */
export const returnPolicySchema = returnPolicy.prefault(usualReturn)

/** How long a hold of each kind lasts at most. */
export const holdPolicySchema = z
  .object({
    disputeDays: days(60),
    /** Days the phone stays open after the answer, so that nobody finds it locked in the minute of reading. */
    disputeAnsweredDays: days(30).default(3),
    /** Most disputes in ninety days that hold the lock and are then not upheld. */
    disputesInNinetyDays: z.int().min(1).max(12).default(2),
    breathingSpaceDays: days(120),
    bereavementDays: days(180),
    staffMostDays: days(90),
    outageDays: days(14),
    /** Days of warning before a phone may lock, when what kept it open was taken back. */
    warningDays: days(30).default(3),
    /** Days in a year that arrangements keep a phone open without money; then a person decides. */
    openDaysInYear: z.int().min(0).max(366).default(135),
  })
  .prefault({
    disputeDays: 10,
    disputeAnsweredDays: 3,
    disputesInNinetyDays: 2,
    breathingSpaceDays: 60,
    bereavementDays: 60,
    staffMostDays: 30,
    outageDays: 3,
  })
