import { z } from 'zod'
import { languages } from '#lib/domain/languages.ts'
import { openingSpans, placesSpans, weekdays } from '#lib/domain/opening-hours.ts'
import { usualHours, type WorkGroup } from '#lib/domain/work.ts'
import { amountsByCurrency, days, ownLine } from './amounts.ts'

/** The lender's own words by language; a language that is missing is shown in the lender's own. */
const ownWords = z.partialRecord(z.enum(languages), ownLine(600))

const hour = (most: number) => z.int().min(0).max(most)

/** Hours of the day in the lender's zone: from one, until another, which is not among them. */
export const hoursPolicySchema = z
  .object({
    /** When something may be asked of a borrower. */
    demandsFrom: hour(23),
    demandsUntil: hour(24),
    /** When people are there to help: a phone locks by what we asked for only then. */
    staffedFrom: hour(23),
    staffedUntil: hour(24),
    staffedDays: z.array(z.enum(weekdays)).min(1),
    /** When somebody answers the help line. */
    help: openingSpans,
  })
  .prefault({
    demandsFrom: 8,
    demandsUntil: 20,
    staffedFrom: 8,
    staffedUntil: 20,
    staffedDays: [...weekdays],
  })

const hours = (group: WorkGroup) =>
  z
    .int()
    .min(1)
    .max(24 * 30)
    .default(usualHours[group])

/** What needs a second person, and what is given for a promise of time that was not kept. */
export const deskPolicySchema = z
  .object({
    refundAloneMinor: amountsByCurrency,
    /** Cash and transfers that one person enters on one day without a second. */
    cashAloneMinor: amountsByCurrency.default({}),
    mostTemporaryUnlockDays: days(30),
    /** Credited once when a paid phone was not open in time; none by default. */
    goodwillCreditMinor: amountsByCurrency,
    /** Contacts older than this are hidden from borrowers and shown to staff as to be checked. */
    contactValidDays: days(730),
    /** Hours in which what waits for staff is to be done where nobody was promised a time. */
    withinHours: z
      .object({
        unlocks: hours('unlocks'),
        approvals: hours('approvals'),
        money: hours('money'),
        disputes: hours('disputes'),
        buyers: hours('buyers'),
        plans: hours('plans'),
        returns: hours('returns'),
        other: hours('other'),
      })
      .prefault({}),
  })
  .prefault({
    refundAloneMinor: {},
    mostTemporaryUnlockDays: 7,
    goodwillCreditMinor: {},
    contactValidDays: 365,
  })

/** What is reported about the loan, in the lender's own words; and who gives advice that costs nothing. */
export const reportingPolicySchema = z
  .object({
    reported: z
      .object({ pay: ownWords, promise: ownWords, plan: ownWords, return: ownWords })
      .partial(),
    debtAdvice: z
      .array(
        z.object({
          name: ownLine(80),
          phone: ownLine(40).optional(),
          url: z
            .url({ protocol: /^https?$/ })
            .max(200)
            .optional(),
          hours: ownLine(80).optional(),
          checkedOn: z.iso.date(),
        }),
      )
      .max(10),
    adviceHours: placesSpans,
  })
  .prefault({ reported: {}, debtAdvice: [] })
