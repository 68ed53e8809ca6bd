import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { PlanOffers } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Installment } from '#lib/domain/money/installments.ts'
import type { PlanBasis } from '#lib/domain/plan/basis.ts'
import { type Plan, type PlanTerms, planKinds } from '#lib/domain/plan/plan.ts'
import { currentSchedule } from './current-schedule.ts'

export type Offer = {
  offerId: string
  planId: string
  madeBy: string
  madeAt: Temporal.Instant
  fromScheduleId: string
  outstandingMinor: bigint
  costMinor: bigint
  /** What of the running plan's cost falls away when this takes its place. */
  costReturnedMinor: bigint
  installments: Installment[]
  terms: PlanTerms
  validUntil: Temporal.PlainDate
}

export const offerColumns = [
  'planOffers.id',
  'planOffers.planId',
  'planOffers.kind',
  'planOffers.madeBy',
  'planOffers.madeAt',
  'planOffers.terms',
  'planOffers.fromScheduleId',
  'planOffers.outstandingMinor',
  'planOffers.costMinor',
  'planOffers.costReturnedMinor',
  'planOffers.installments',
  'planOffers.validUntil',
] as const

const minor = z.string().transform(BigInt)
const termsShape = z
  .object({
    kind: z.enum(planKinds),
    extraMonths: z.int(),
    pauseMonths: z.int(),
    partNowMinor: minor,
    ownMinor: minor.nullish(),
    // What it was called in offers made when every plan was monthly.
    monthlyMinor: minor.nullish(),
  })
  .transform(({ ownMinor, monthlyMinor, ...terms }) => ({
    ...terms,
    ownMinor: ownMinor ?? monthlyMinor ?? null,
  }))
const installmentsShape = z.array(
  z.tuple([z.int(), z.iso.date(), minor]).transform(([number, dueOn, amountMinor]) => ({
    number,
    dueOn: Temporal.PlainDate.from(dueOn),
    amountMinor,
  })),
)

/** A row of `plan_offers` as the schedule it stands for. */
export function toOffer(
  row: Pick<Selectable<PlanOffers>, 'id'> & Omit<Selectable<PlanOffers>, 'lenderId'>,
): Offer {
  const { id: offerId, kind: _, terms, installments, ...rest } = row
  return {
    ...rest,
    offerId,
    terms: termsShape.parse(terms),
    installments: installmentsShape.parse(installments),
  }
}

type NewOffer = {
  planId: string
  lenderId: string
  loanId: string
  plan: Plan
  basis: PlanBasis
  madeBy: string
  now: Temporal.Instant
  /** The last day of an offer that this one renews; else the policy says how long it stands. */
  validUntil?: Temporal.PlainDate
}

/** Writes down a whole schedule as it will be shown. It is never changed; a newer one takes its place. */
export async function insertOffer(tx: Tx, offer: NewOffer): Promise<Offer> {
  const { planId, lenderId, loanId, plan, basis, madeBy, now } = offer
  const { terms, costMinor, installments } = plan
  const row = await tx
    .insertInto('planOffers')
    .values({
      planId,
      lenderId,
      kind: terms.kind,
      madeBy,
      madeAt: now,
      terms: JSON.stringify({
        ...terms,
        partNowMinor: String(terms.partNowMinor),
        ownMinor: terms.ownMinor === null ? null : String(terms.ownMinor),
      }),
      fromScheduleId: (await currentSchedule(tx, loanId)).id,
      outstandingMinor: basis.balance.outstandingMinor + basis.costReturnedMinor,
      costReturnedMinor: basis.costReturnedMinor,
      costMinor,
      installments: JSON.stringify(
        installments.map((one) => [one.number, one.dueOn.toString(), String(one.amountMinor)]),
      ),
      validUntil: offer.validUntil ?? basis.today.add({ days: basis.policy.offerValidDays }),
    })
    .returning(offerColumns)
    .executeTakeFirstOrThrow()
  return toOffer(row)
}
