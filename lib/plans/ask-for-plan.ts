import { randomBytes } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { formatReference } from '#lib/domain/identity/reference.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import type { Budget, PlanReason } from '#lib/domain/plan/ask.ts'
import type { PlanBasis } from '#lib/domain/plan/basis.ts'
import { decide, type PlanDecision } from '#lib/domain/plan/decision.ts'
import { type PlanTerms, planBy } from '#lib/domain/plan/plan.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { insertOffer } from './offer-row.ts'
import { basisOf, historyOf, opensBy } from './plan-basis.ts'
import { beforeEndOf } from './review-time.ts'

export type PlanAsk = {
  loanId: string
  actor: string
  terms: PlanTerms
  /** What the person saw as owed; a change since then is shown again, not asked for. */
  seenOutstandingMinor: bigint
  reasons: readonly PlanReason[]
  note: string | null
  budget: Budget | null
  now: Temporal.Instant
}

export type PlanAsked = {
  planId: string
  lenderId: string
  state: 'asked' | 'offered' | 'refused'
  /** When a person has decided, at the latest. */
  decideBy: Temporal.Instant | null
  /** The phone is left alone meanwhile. Asking again and again does not keep it open: so many times a year. */
  mayHold: boolean
}

/** Nothing was asked: what is owed has changed, or one waits that was asked for before, as by a second click. */
export type NotAsked = { refusal: 'changed_since' } | { refusal: 'asked_before'; planId: string }

/** Asks for a plan. Inside the lender's instant rules it is offered at once; else a person decides, or it is refused and says why. */
export async function askForPlan(tx: Tx, ask: PlanAsk): Promise<PlanAsked | NotAsked> {
  const { loanId, now, terms } = ask
  const loan = await lockLoan(tx, loanId)
  const history = await historyOf(tx, loanId, now)
  if (history.openId) return { refusal: 'asked_before', planId: history.openId }
  if (loan.outstandingMinor !== ask.seenOutstandingMinor) return { refusal: 'changed_since' }
  const basis = await basisOf(tx, loan, now)
  const plan = basis.balance.outstandingMinor > 0n ? planBy(terms, basis) : undefined
  const decision = decide(plan, basis, history)
  const asked = await insertAsk(tx, { loan, basis, decision }, ask)
  if (plan && decision.kind !== 'refused') {
    const { planId, lenderId } = asked
    const madeBy = decision.kind === 'instant' ? 'keyturn' : ask.actor
    await insertOffer(tx, { planId, lenderId, loanId, plan, basis, madeBy, now })
  }
  const mayHold = history.waitedInYear < basis.policy.mostInYear
  return { ...asked, mayHold: asked.state === 'asked' && mayHold }
}

const states = { instant: 'offered', person: 'asked', refused: 'refused' } as const

type Asked = { loan: LoanRecord; basis: PlanBasis; decision: PlanDecision }

async function insertAsk(
  tx: Tx,
  { loan, basis, decision }: Asked,
  { loanId, actor, reasons, note, budget, now, terms }: PlanAsk,
): Promise<Omit<PlanAsked, 'mayHold'>> {
  const { lender } = loan
  const state = states[decision.kind]
  const decideBy = decision.kind === 'person' ? endOfDay(decision.decideBy, lender.timeZone) : null
  const { offerValidDays } = lender.policy.plan
  const today = dayAt(now, lender.timeZone)
  const validTo = endOfDay(today.add({ days: offerValidDays }), lender.timeZone)
  const { id: planId } = await tx
    .insertInto('plans')
    .values({
      lenderId: lender.id,
      loanId,
      reference: formatReference(randomBytes(8)),
      state,
      stateAt: now,
      reasons: [...reasons],
      reasonNote: note,
      budget:
        budget &&
        JSON.stringify(budget, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
      askedBy: actor,
      askedAt: now,
      decideBy,
      opens: state === 'offered' ? opensBy(basis) : null,
      refusals: decision.kind === 'refused' ? decision.refusals : [],
      nextCheckAt: state === 'refused' ? null : decideBy ? beforeEndOf(decideBy) : validTo,
      ...(state === 'asked' ? {} : { decidedBy: 'keyturn', decidedAt: now }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeAuditLog(tx, {
    lenderId: lender.id,
    actor,
    action: 'plan.asked',
    subject: 'plan',
    subjectId: planId,
    detail: { kind: terms.kind, extraMonths: terms.extraMonths, decision: decision.kind },
  })
  return { planId, lenderId: lender.id, state, decideBy }
}
