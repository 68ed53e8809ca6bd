import { afterEach, expect, vi } from 'vitest'
import { sameTemporal } from './temporal-equality.ts'

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
