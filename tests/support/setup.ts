import { afterEach, expect, vi } from 'vitest'
import { sameTemporal } from './temporal-equality.ts'

// No test asserts a time: what is waited for may come late on a busy machine, and a second is soon over there.
const patient = { timeout: 15_000, interval: 50 }
const waitFor = vi.waitFor
vi.waitFor = (callback, options = {}) =>
  waitFor(callback, {
    ...patient,
    ...(typeof options === 'number' ? { timeout: options } : options),
  })

expect.addEqualityTesters([sameTemporal])

const noise = (['error', 'warn'] as const).map((method) =>
  vi.spyOn(console, method).mockImplementation(() => {}),
)

// A quiet run is part of the promise: what the console said fails the test that said it.
afterEach(() => {
  for (const spy of noise) {
    const said = spy.mock.calls
    spy.mockClear()
    expect(said, 'the console stayed quiet').toEqual([])
  }
})
