import type { ContractType } from '#lib/domain/loan/contract-type.ts'
import type { OtherLock } from '#lib/domain/lock/other-lock.ts'

export type Person = {
  name: string
  /** The part before @mail.example. */
  email?: string
  phone?: string
  /** Another phone that may receive codes. */
  nominated?: string
  language?: 'en' | 'es' | 'ar'
}

/**
 * One loan of the demo as a story. Dates follow from it: installment number `fellDue` was due `daysAgo` days ago,
 * the others are a month apart. Everything that is late beyond the grace days is why `is` says locked.
 */
export type Persona = {
  loan: string
  who: Person | SamePerson
  brand: string
  model: string
  nickname?: string
  /** `12 x 9225.00` */
  plan: string
  fellDue: number
  daysAgo: number
  /** Whole installments paid at the lender's counter, and how much on top. */
  paid: number
  plus?: string
  is: 'open' | 'locked' | 'released'
  /** Days since the phone was last heard from; left out: it is online. */
  silentDays?: number
  otherLocks?: OtherLock[]
  /** A phone without a lock service: a person at the lender acts. */
  manual?: true
  twoSims?: true
  currency?: string
  /** Left out: a loan. */
  contractType?: ContractType
  /** What is late for airtime beside it. */
  airtimeOverdue?: string
  story: string
}

/** The borrower of another loan of the same lender. */
type SamePerson = { sameAs: string }
