import { isLiveReturn, type ReturnState } from './return.ts'

const returnStepNames = [
  'arranged',
  'prepared',
  'received',
  'inspected',
  'agreed',
  'settled',
] as const
export type ReturnStepName = (typeof returnStepNames)[number]

export type ReturnStep = {
  name: ReturnStepName
  state: 'done' | 'now' | 'waiting' | 'not_needed' | 'stopped'
  at: Temporal.Instant | undefined
}

export type ReturnFacts = {
  state: ReturnState
  stateAt: Temporal.Instant
  arrangedAt: Temporal.Instant | null
  receivedAt: Temporal.Instant | null
  inspectedAt: Temporal.Instant | null
  agreedAt: Temporal.Instant | null
  settledAt: Temporal.Instant | null
  /** Everything on the checklist is ticked. */
  isPrepared: boolean
}

/** The way of a phone from arranged to settled: what is done, what is to be done now, what comes. */
export function returnSteps(facts: ReturnFacts): ReturnStep[] {
  const done: Record<ReturnStepName, Temporal.Instant | boolean | null> = {
    arranged: facts.arrangedAt,
    prepared: facts.isPrepared,
    received: facts.receivedAt,
    inspected: facts.inspectedAt,
    agreed: facts.agreedAt,
    settled: facts.settledAt,
  }
  const isOver = facts.state === 'withdrawn' || facts.state === 'expired'
  const current = returnStepNames.find((name) => !done[name] && !wasSkipped(name, facts))
  return returnStepNames.map((name) => {
    const at = done[name]
    if (at) return { name, state: 'done', at: at === true ? undefined : at }
    if (wasSkipped(name, facts)) return { name, state: 'not_needed', at: undefined }
    if (name !== current) return { name, state: isOver ? 'not_needed' : 'waiting', at: undefined }
    if (isOver) return { name, state: 'stopped', at: facts.stateAt }
    return { name, state: isLiveReturn(facts.state) ? 'now' : 'waiting', at: undefined }
  })
}

// A phone that is here was handed over as it was.
function wasSkipped(name: ReturnStepName, { receivedAt }: ReturnFacts): boolean {
  return name === 'prepared' && receivedAt !== null
}
