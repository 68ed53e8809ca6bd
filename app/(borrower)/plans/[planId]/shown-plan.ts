import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import type { Reach } from '#lib/domain/identity/contact.ts'
import { isLive, type UnlockState } from '#lib/domain/lock/unlock.ts'
import { arrearsOf, type LoanArrears } from '#lib/domain/money/installments.ts'
import { planBy } from '#lib/domain/plan/plan.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { type PhoneStatus, phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { type AwaitedMoney, awaitedMoney } from '#lib/plans/awaited-money.ts'
import { basisOf } from '#lib/plans/plan-basis.ts'
import { type PlanRecord, planOf } from '#lib/plans/queries.ts'

/** Everything the pages of a plan show. */
export type ShownPlanRecord = {
  plan: PlanRecord
  phone: Phone
  now: PhoneStatus
  /** The schedule before, as it stood when the offer was made. */
  before: LoanArrears
  lender: Lender
  reach: Reach
  reader: Reader
}

/** The same for the page that says what happens next. */
export type FollowedPlan = ShownPlanRecord & {
  /** Money on its way that the plan waits for. */
  awaited: AwaitedMoney | undefined
  /** Something was booked since its figures were computed; `impossible`: what was asked for makes no plan any more. */
  changed: 'figures' | 'impossible' | undefined
}

type SaidState = PlanRecord['state'] | 'ended' | 'paid'

/** How its page calls a plan: one that was agreed is ended, not taken back, and what is paid needs none. */
export function saidState(
  { state, acceptedAt }: PlanRecord,
  { outstandingMinor }: Pick<Phone, 'outstandingMinor'>,
): SaidState {
  if (state !== 'withdrawn') return state
  if (acceptedAt) return 'ended'
  return outstandingMinor === 0n ? 'paid' : 'withdrawn'
}

export function shownPlan(
  plan: PlanRecord,
  phone: Phone,
  { lender, reach, reader }: Pick<ShownPlanRecord, 'lender' | 'reach' | 'reader'>,
): ShownPlanRecord {
  const { offer } = plan
  const madeOn = todayOf({ now: offer?.madeAt ?? reader.now, timeZone: lender.timeZone })
  return {
    plan,
    phone,
    now: phoneStatus(phone, reader),
    before: arrearsOf(plan.before, offer?.outstandingMinor ?? 0n, madeOn),
    lender,
    reach,
    reader,
  }
}

export async function requirePlan(planId: string): Promise<ShownPlanRecord> {
  const { lender, borrower } = await requireBorrower()
  const plan = await planOf(database(), borrower.id, planId)
  const phone = plan && (await phoneOf(database(), borrower.id, plan.deviceId))
  if (!phone) return missing()
  return shownPlan(plan, phone, { lender, reach: borrower.reach, reader: await readerOf(lender) })
}

export async function followPlan(planId: string): Promise<FollowedPlan> {
  const shown = await requirePlan(planId)
  const { plan, now, lender, reader } = shown
  const arrears = { ...plan, arrears: now.arrears }
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now: reader.now }
  const awaited =
    plan.state === 'active' ? await awaitedMoney(database(), arrears, clock) : undefined
  return { ...(await byNow(shown)), awaited }
}

// What waits for a person is shown with the figures of now, as that person sees it; an offer binds as it was made.
async function byNow(
  shown: ShownPlanRecord,
): Promise<ShownPlanRecord & Pick<FollowedPlan, 'changed'>> {
  const { plan, now, reader } = shown
  const { state, offer, outstandingMinor } = plan
  const isOpen = state === 'asked' || state === 'offered'
  if (!isOpen || !offer || offer.outstandingMinor === outstandingMinor)
    return { ...shown, changed: undefined }
  if (state === 'offered') return { ...shown, changed: 'figures' }
  const loan = await readLoan(database(), plan.loanId)
  const asked = planBy(offer.terms, await basisOf(database(), loan, reader.now))
  if (!asked) return { ...shown, changed: 'impossible' }
  const figures = { ...plan, offer: { ...offer, ...asked, outstandingMinor } }
  return { ...shown, plan: figures, before: now.arrears, changed: 'figures' }
}

type Watched = Pick<PlanRecord, 'state' | 'version' | 'outstandingMinor'> & {
  unlockState: UnlockState | null
}

/** Its page is drawn anew when anything of it changes, money that came among it. */
export function planProgress({ state, version, unlockState, outstandingMinor }: Watched): {
  version: string
  isOpening: boolean
  isFinal: boolean
} {
  return {
    version: `${version} ${unlockState ?? ''} ${outstandingMinor}`,
    isOpening: state === 'active' && unlockState !== null && isLive(unlockState),
    isFinal: !['asked', 'offered', 'active'].includes(state),
  }
}
