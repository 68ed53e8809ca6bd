import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { compiledOnce } from '#lib/db/compiled-once.ts'
import { imeiTail } from '#lib/domain/identity/imei.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { type LockState, liveStates } from '#lib/domain/lock/unlock.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { awaitsFirstPayment } from '#lib/ledger/awaits-first-payment.ts'
import { hasDisputedMoney, isDisputeLost } from '#lib/ledger/disputed-money.ts'
import { planCost, toPlanCost } from '#lib/ledger/running-cost.ts'
import { quotesSeen, toQuote } from '#lib/ledger/settlement-quotes.ts'
import { heldUntilAt, isInGrace, lockFacts } from '#lib/lock-rules/lock-facts.ts'
import { saidOpenAt } from '#lib/lock-rules/said-open.ts'
import { saidPaidAt } from '#lib/lock-rules/said-paid.ts'
import { isServiceDown } from '#lib/lock-rules/service-down.ts'
import { isWatched } from '#lib/lock-rules/watched-services.ts'
import { countsNoMore } from '#lib/lock-rules/went-back.ts'
import { askNews, toAskNews } from './ask-news.ts'
import {
  attempts,
  handBack,
  hold,
  offer,
  plan,
  promise,
  schedule,
  toAttempt,
  toHold,
  toInstallment,
  toOffer,
  toPromise,
  waived,
} from './beside-phone.ts'
import type { Phone } from './phone.ts'

/** Every phone this borrower finances, the newest loan first. One query. */
export async function phonesOf(db: Database, borrowerId: string): Promise<Phone[]> {
  const rows = await ofBorrower(db, { borrowerId })
  return rows.map(toPhone)
}

const ofBorrower = compiledOnce(['borrowerId'], (db, { borrowerId }) =>
  phones(db).where('devices.borrowerId', '=', borrowerId),
)

/** One phone of this borrower; undefined when it is nobody's or another's. One query. */
export async function phoneOf(
  db: Database,
  borrowerId: string,
  deviceId: string,
): Promise<Phone | undefined> {
  if (!isUuid(deviceId)) return undefined
  const [row] = await oneOfBorrower(db, { borrowerId, deviceId })
  return row && toPhone(row)
}

const oneOfBorrower = compiledOnce(['borrowerId', 'deviceId'], (db, { borrowerId, deviceId }) =>
  phones(db).where('devices.borrowerId', '=', borrowerId).where('devices.id', '=', deviceId),
)

/** The phone of a pay link that stands, for whoever holds the link. One query. */
export async function phoneOfPayLink(
  db: Database,
  lenderId: string,
  payLinkId: string,
): Promise<Phone | undefined> {
  const [row] = await ofPayLink(db, { lenderId, payLinkId })
  return row && toPhone(row)
}

const ofPayLink = compiledOnce(['lenderId', 'payLinkId'], (db, { lenderId, payLinkId }) =>
  phones(db)
    .innerJoin('payLinks', 'payLinks.deviceId', 'devices.id')
    .where('payLinks.lenderId', '=', lenderId)
    .where('payLinks.id', '=', payLinkId)
    .where('payLinks.revokedAt', 'is', null),
)

/** The phone of a loan, for whoever may see the loan; undefined: it has none. One query. */
export async function phoneOfLoan(db: Database, loanId: string): Promise<Phone | undefined> {
  const row = await phones(db).where('loans.id', '=', loanId).executeTakeFirst()
  return row && toPhone(row)
}

function phones(db: Database) {
  return db
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .leftJoin('unlocks', (join) => join.onRef('unlocks.deviceId', '=', 'devices.id').on(isUnderWay))
    .select([
      'devices.id as deviceId',
      'brand',
      'model',
      'nickname',
      'imei',
      'provider',
      'otherLocks',
      'devices.relockAt',
      'lastSeenAt',
      'devices.handedBackAt',
      'loans.id as loanId',
      'loanNumber',
      'currency',
      'contractType',
      'airtimeOverdueMinor',
      'outstandingMinor',
      'creditMinor',
      'unlocks.state as unlockState',
      'unlocks.lateAt as unlockLateAt',
      'unlocks.deadlineAt as unlockDeadlineAt',
    ])
    .select([awaitsFirstPayment.as('awaitsFirstPayment'), stillSo.as('lockState')])
    .select([isWatched.as('isWatched'), isServiceDown.as('isServiceDown')])
    .select([waived.as('waivedMinor'), isInGrace().as('isInGrace')])
    .select([hasDisputedMoney.as('isDisputed'), isDisputeLost.as('isDisputeLost')])
    .select(lockFacts)
    .select(heldUntilAt(sql`now()`).as('heldUntil'))
    .select([saidOpenAt.as('saidOpenAt'), saidPaidAt.as('saidPaidAt')])
    .select((eb) => [
      eb
        .selectFrom('payments')
        .whereRef('payments.loanId', '=', 'loans.id')
        .whereRef('payments.unlockId', '=', 'unlocks.id')
        // What opens a phone after its money has gone back is not that money.
        .where(sql<boolean>`(payments.booked_at is null or not ${countsNoMore('payments')})`)
        .select('payments.id')
        .orderBy('payments.createdAt', 'desc')
        .limit(1)
        .as('unlockPaymentId'),
      // A payment has one reference, whatever came of it.
      eb.fn
        .coalesce(
          eb
            .selectFrom('payments')
            .whereRef('payments.unlockId', '=', 'unlocks.id')
            .select('payments.reference')
            .orderBy('payments.createdAt', 'desc')
            .limit(1),
          'unlocks.reference',
        )
        .as('unlockReference'),
      attempts.as('attempts'),
      hold.as('hold'),
      promise.as('promise'),
      offer.as('offer'),
      plan.as('plan'),
      handBack.as('handBack'),
      schedule.as('schedule'),
      askNews.as('askNews'),
      quotesSeen.as('quotes'),
      planCost.as('planCost'),
    ])
    .orderBy('loans.createdAt', 'desc')
    .orderBy('devices.id', 'desc')
}

// Where nobody tells of the lock's return, an open phone is one only until the end it was given.
const stillSo = sql<LockState>`case
  when devices.lock_state = 'unlocked' and devices.relock_at <= now() then 'unknown'
  else devices.lock_state end`

// Also the one that a person has in hand.
const isUnderWay = sql<boolean>`(unlocks.state = any(${[...liveStates]})
  or (unlocks.is_newest and unlocks.state = 'rejected' and unlocks.error_class = 'needs_person'
    and (unlocks.relock_at is null or unlocks.relock_at > now())))`

type Row = Awaited<ReturnType<ReturnType<typeof phones>['execute']>>[number]

function toPhone(row: Row): Phone {
  const {
    imei,
    provider,
    schedule,
    quotes,
    planCost,
    unlockReference,
    unlockState,
    unlockLateAt,
    unlockDeadlineAt,
    unlockPaymentId,
    attempts,
    hold,
    promise,
    offer,
    askNews,
    ...rest
  } = row
  return {
    ...rest,
    isOpenedByHand: isOpenedByHand(provider),
    imeiTail: imei === null ? undefined : imeiTail(imei),
    schedule: schedule.map(toInstallment),
    quotes: quotes.map(toQuote),
    planCost: planCost && toPlanCost(planCost),
    liveUnlock:
      unlockReference === null || unlockState === null || unlockDeadlineAt === null
        ? undefined
        : {
            reference: unlockReference,
            state: unlockState,
            deadlineAt: unlockDeadlineAt,
            lateAt: unlockLateAt,
            paymentId: unlockPaymentId,
          },
    attempts: attempts.map(toAttempt),
    hold: hold ? toHold(hold) : undefined,
    promise: promise ? toPromise(promise, row.currency) : undefined,
    offer: offer ? toOffer(offer) : undefined,
    askNews: askNews ? toAskNews(askNews) : null,
  }
}
