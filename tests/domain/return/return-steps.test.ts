import { describe, expect, test } from 'vitest'
import { type ReturnFacts, returnSteps } from '#lib/domain/return/return-steps.ts'

const at = Temporal.Instant.from('2026-11-21T04:00:00Z')
const nothing: ReturnFacts = {
  state: 'arranged',
  stateAt: at,
  arrangedAt: at,
  dataWindowUntil: at,
  receivedAt: null,
  inspectedAt: null,
  agreedAt: null,
  settledAt: null,
  isPrepared: false,
}
const told = (facts: Partial<ReturnFacts>) =>
  returnSteps({ ...nothing, ...facts }).map(({ name, state }) => `${name} ${state}`)

describe('the way of a phone back', () => {
  test('arranged: first the data, then the way', () => {
    expect(told({})).toEqual([
      'arranged done',
      'prepared now',
      'received waiting',
      'inspected waiting',
      'agreed waiting',
      'settled waiting',
    ])
  })

  test('everything ticked: now it is to be sent', () => {
    expect(told({ isPrepared: true }).slice(1, 3)).toEqual(['prepared done', 'received now'])
  })

  test('what has a moment says when', () => {
    const times = returnSteps({ ...nothing, isPrepared: true }).map((step) => step.at?.toString())
    expect(times).toEqual([at.toString(), ...Array(5).fill(undefined)])
  })

  test('a phone that came with things unticked came as it was', () => {
    expect(told({ state: 'received', receivedAt: at }).slice(1, 4)).toEqual([
      'prepared not_needed',
      'received done',
      'inspected now',
    ])
  })

  test('settled: everything is done', () => {
    const done = { receivedAt: at, inspectedAt: at, agreedAt: at, settledAt: at, isPrepared: true }
    for (const state of ['settled', 'closed'] as const)
      expect(told({ ...done, state }).every((step) => step.endsWith(' done'))).toBe(true)
  })

  test.for(['withdrawn', 'expired'] as const)('%s: what was done, and that it is over', (state) => {
    expect(told({ state })).toEqual(['arranged done', `${state} over`])
  })

  test('one that ended before its time was over was paid for', () => {
    const dataWindowUntil = at.add({ hours: 48 })
    expect(told({ state: 'expired', dataWindowUntil })).toEqual(['arranged done', 'paid over'])
    expect(told({ state: 'withdrawn', dataWindowUntil }).at(-1)).toBe('withdrawn over')
  })
})
