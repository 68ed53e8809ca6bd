export type Chance = {
  /** In [0, 1). */
  next(): number
  below(limit: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

/** Random numbers that the same seed gives again (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    below: (limit) => next() * limit,
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
  }
}
