import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { decidePlan } from '#lib/workflows/plans/decide-plan.ts'
import { takeBackPromise } from '#lib/workflows/promises/take-back-promise.ts'
import { answer, trySaying } from '#tests/cases/given-dispute.ts'
import { openByItselfUntil } from '#tests/holds/given-open-days.ts'
import { promise } from '#tests/promises/given-promise.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import type { GivenStaff } from '#tests/support/staff.ts'
import { Life } from './any-life.ts'

export const start = Temporal.Now.plainDateISO('Asia/Colombo')
export const at = (day: number) =>
  start
    .add({ days: day })
    .toZonedDateTime({ timeZone: 'Asia/Colombo', plainTime: '12:00' })
    .toInstant()

type Trick = keyof Debtor['tricks']
/** In which order somebody tries what might open the phone, and after how many open days all of it is taken back. */
export type Ways = { tries: readonly Trick[]; takesBackAfterDays?: number }

const stepDays = 5
const restDays = 30

/** Somebody who never pays, and does whatever keeps the phone open. */
export class Debtor {
  readonly life: Life
  readonly ways: Ways
  openDays = 0
  private promiseId: string | undefined
  private openSince: number | undefined
  private restsUntil = 0

  constructor(loan: GivenLoan, staff: GivenStaff, ways: Ways) {
    this.life = new Life(loan, staff)
    this.ways = ways
  }

  readonly tricks = {
    promisesLong: () => this.promise(14),
    promisesShort: () => this.promise(1),
    saysItIsWrong: () => trySaying(this.life.loan, { note: 'Wrong.' }, this.life.now),
    arrangesReturn: () => this.inTurn('takesReturnBack', 'offersReturn', 'arrangesReturn'),
    agreesPlan: () => this.inTurn('asks', 'accepts'),
    asksAPerson: () => this.inTurn('takesPlanBack', 'asksAPerson'),
  }

  private async inTurn(...acts: (keyof Life['acts'])[]): Promise<void> {
    for (const act of acts) await this.life.take(act)
  }

  private async promise(days: number): Promise<void> {
    const { loan, now } = this.life
    const today = now.toZonedDateTimeISO('Asia/Colombo').toPlainDate()
    const made = await promise(loan, { now, dueOn: today.add({ days }) })
    if ('promiseId' in made) this.promiseId = made.promiseId
  }

  private async takesAllBack(): Promise<void> {
    const { loan, now } = this.life
    const { promiseId } = this
    if (promiseId)
      await transaction((tx) =>
        takeBackPromise(tx, { promiseId, borrowerId: loan.borrowerId, now }),
      )
    await this.inTurn('takesReturnBack', 'takesPlanBack')
  }

  /** What there is to do on a day. */
  async live(day: number): Promise<void> {
    this.life.now = at(day)
    const { takesBackAfterDays: patience } = this.ways
    if (patience !== undefined && day - (this.openSince ?? day) >= patience) {
      await this.takesAllBack()
      this.openSince = undefined
    }
    if ((await this.daysOpen()) > 0) return
    this.openSince = undefined
    if (day >= this.restsUntil) await this.tryAll(day)
  }

  /** How many days it is open until the next on which anything is done, as everybody has left it. */
  async count(day: number): Promise<void> {
    const days = await this.daysOpen()
    if (days > 0) this.openSince ??= day
    this.openDays += days
  }

  private async tryAll(day: number): Promise<void> {
    for (const trick of this.ways.tries) {
      await this.tricks[trick]()
      if ((await this.daysOpen()) > 0) return
    }
    this.restsUntil = day + restDays
  }

  private async daysOpen(): Promise<number> {
    const { loan, now } = this.life
    const until = await openByItselfUntil(loan, now)
    if (until === null) return 0
    if (until === 'never') return stepDays
    const noons = Array.from({ length: stepDays }, (_, day) => now.add({ hours: 24 * day }))
    return noons.filter((noon) => Temporal.Instant.compare(until, noon) > 0).length
  }
}

/** A year of several people at once, each with their ways; the lender answers on the last day on which it may. */
export async function yearOf(debtors: readonly Debtor[], staff: GivenStaff, days = 365) {
  for (let day = 0; day < days; day += stepDays) {
    await reconcile(at(day))
    for (const debtor of debtors) await debtor.live(day)
    await answerWhatIsDue(staff, at(day))
    for (const debtor of debtors) await debtor.count(day)
  }
}

async function answerWhatIsDue(staff: GivenStaff, now: Temporal.Instant): Promise<void> {
  const { lenderId } = staff
  const soon = now.add({ hours: 24 * stepDays })
  const said = await database()
    .selectFrom('cases')
    .select(['id', 'version as seenVersion'])
    .where('lenderId', '=', lenderId)
    .where('kind', '=', 'borrower_dispute')
    .where('closedAt', 'is', null)
    .where('dueAt', '<=', soon)
    .execute()
  for (const { id, seenVersion } of said) await answer(staff, id, { seenVersion, now })
  const asked = await database()
    .selectFrom('plans')
    .select(['id as planId', 'version as seenVersion'])
    .where('lenderId', '=', lenderId)
    .where('state', '=', 'asked')
    .where('decideBy', '<=', soon)
    .execute()
  for (const about of asked)
    await transaction((tx) =>
      decidePlan(tx, {
        ...about,
        lenderId,
        now,
        actor: `staff:${staff.id}`,
        verdict: 'refuse',
        note: 'Not by this plan.',
      }),
    )
}
