import { expect, test } from 'vitest'
import { handOverDay } from '#lib/domain/return/hand-over.ts'
import { awaitsPerson, returnStates } from '#lib/domain/return/return.ts'
import { day } from '#tests/domain/given-balance.ts'

const now = Temporal.Instant.from('2026-11-21T04:00:00Z')

test('a person has the word on what is disputed, or was not answered in time', () => {
  const [over, ahead] = [now, now.add({ seconds: 1 })]
  for (const state of returnStates) {
    const waits = (answerBy: Temporal.Instant | null) => awaitsPerson({ state, answerBy }, now)
    expect(waits(over)).toBe(state === 'disputed' || state === 'inspected')
    for (const answerBy of [ahead, null]) expect(waits(answerBy)).toBe(state === 'disputed')
  }
})

test('a phone is handed over when the courier comes, else by the last day to send', () => {
  const sendBy = day('2026-12-05')
  expect(`${handOverDay({ courierOn: day('2026-11-25'), sendBy })}`).toBe('2026-11-25')
  expect(`${handOverDay({ courierOn: null, sendBy })}`).toBe('2026-12-05')
  expect(handOverDay({ courierOn: null, sendBy: null })).toBeNull()
})
