import { setTimeout } from 'node:timers/promises'
import type { PlanBasis } from '#lib/domain/plan/basis.ts'
import { ownLimits } from '#lib/domain/plan/own-amount.ts'
import { planOptions } from '#lib/domain/plan/plan-options.ts'
import { planPolicySchema } from '#lib/domain/policy/hardship-policy.ts'
import { say } from './say.ts'

const most = 600
const runs = 100
const today = Temporal.PlainDate.from('2026-11-21')
const rhythms = {
  daily: { days: 1 },
  weekly: { days: 7 },
  'every ten days': { days: 10 },
  monthly: { months: 1 },
} as const

/** How long a portal's process is kept busy, in time of its own, for the plans of the longest loans that an import takes. */
export async function planTimes(): Promise<void> {
  for (const [name, step] of Object.entries(rhythms)) {
    const times: number[] = []
    for (let run = 0; run < runs; run += 1) {
      times.push(timeOf(step))
      // As between two requests: what was thrown away is cleared up here.
      await setTimeout(10)
    }
    const [first = 0, ...later] = times
    const inOrder = later.toSorted((a, b) => a - b)
    const [p50 = 0, p95 = 0] = [inOrder[runs / 2], inOrder[Math.floor(runs * 0.95) - 1]]
    const shown = [first, p50, p95].map((ms) => ms.toFixed(1))
    const figure = `first ${shown[0]} ms, p50 ${shown[1]}, p95 ${shown[2]}`
    say(`(g) plans of a loan of ${most} installments, ${name}`, figure, '≤ 50 ms')
  }
}

function timeOf(step: { days: number } | { months: number }): number {
  const basis = basisOf(step)
  const before = process.cpuUsage()
  const shown = planOptions(basis, 5_000n)
  ownLimits(basis, shown)
  if (shown.length === 0) throw new Error('there are no plans to measure')
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

// A fifth of it is past, and three installments are late; under the widest rules there are.
function basisOf(step: { days: number } | { months: number }): PlanBasis {
  const late = Math.floor(most / 5)
  const schedule = Array.from({ length: most }, (_, index) => ({
    number: index + 1,
    dueOn: today.add(times(step, index - late)),
    amountMinor: 100_000n,
  }))
  const outstandingMinor = BigInt(most - late + 3) * 100_000n
  return {
    balance: { schedule, outstandingMinor },
    costBearingMinor: outstandingMinor,
    costReturnedMinor: 0n,
    currency: 'LKR',
    today,
    policy: {
      ...planPolicySchema.parse(undefined),
      mostExtraMonths: 36,
      mostPauseMonths: 6,
      costPercentPerMonth: 0.5,
    },
  }
}

function times(step: { days: number } | { months: number }, count: number) {
  return 'days' in step ? { days: step.days * count } : { months: step.months * count }
}

if (import.meta.main) await planTimes()
