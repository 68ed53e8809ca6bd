import { endedPaid, isLiveReturn, type ReturnState } from './return.ts'

const returnStepNames = [
  'arranged',
  'prepared',
  'received',
  'inspected',
  'agreed',
  'settled',
] as const
type ReturnStepName = (typeof returnStepNames)[number]

/** Where it ended before its time: called off by the borrower, its days were over, or the loan was paid. */
type EarlyEnd = 'withdrawn' | 'expired' | 'paid'

export type ReturnStep = { at: Temporal.Instant | undefined } & (
  | { name: ReturnStepName; state: 'done' | 'now' | 'waiting' | 'not_needed' }
  | { name: EarlyEnd; state: 'over' }
)

export type ReturnFacts = {
  state: ReturnState
  stateAt: Temporal.Instant
  arrangedAt: Temporal.Instant | null
  dataWindowUntil: Temporal.Instant | null
  receivedAt: Temporal.Instant | null
  inspectedAt: Temporal.Instant | null
  agreedAt: Temporal.Instant | null
  settledAt: Temporal.Instant | null
  /** Everything on the checklist is ticked. */
  isPrepared: boolean
}

/** The way of a phone from arranged to settled: what is done, what is to be done now, what comes; or how it ended early. */
export function returnSteps(facts: ReturnFacts): ReturnStep[] {
  const done: Record<ReturnStepName, Temporal.Instant | boolean | null> = {
    arranged: facts.arrangedAt,
    prepared: facts.isPrepared,
    received: facts.receivedAt,
    inspected: facts.inspectedAt,
    agreed: facts.agreedAt,
    settled: facts.settledAt,
  }
  const current = returnStepNames.find((name) => !done[name] && !wasSkipped(name, facts))
  const steps = returnStepNames.map((name): ReturnStep => {
    const at = done[name]
    if (at) return { name, state: 'done', at: at === true ? undefined : at }
    if (wasSkipped(name, facts)) return { name, state: 'not_needed', at: undefined }
    const isNow = name === current && isLiveReturn(facts.state)
    return { name, state: isNow ? 'now' : 'waiting', at: undefined }
  })
  const { state, stateAt } = facts
  if (state !== 'withdrawn' && state !== 'expired') return steps
  const walked = steps.filter((step) => step.state === 'done')
  const name = endedPaid(facts) ? 'paid' : state
  return [...walked, { name, state: 'over', at: stateAt }]
}

// A phone that is here was handed over as it was.
function wasSkipped(name: ReturnStepName, { receivedAt }: ReturnFacts): boolean {
  return name === 'prepared' && receivedAt !== null
}
