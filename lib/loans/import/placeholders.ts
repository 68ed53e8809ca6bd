/** Addresses of a file that stand where none is known, and how often each; `kinds` counts also those not kept. */
export type Placeholders = { count: number; kinds: number; kept: ReadonlyMap<string, number> }

const mostKept = 20
const mostKnown = 100_000

/** Counts them as they are read; of a file with very many of different kinds the first are told apart. */
export function placeholderTally() {
  const times = new Map<string, number>()
  let count = 0
  return {
    add(address: string): void {
      count += 1
      const before = times.get(address)
      if (before !== undefined || times.size < mostKnown) times.set(address, (before ?? 0) + 1)
    },
    found(): Placeholders {
      const oftenFirst = [...times].toSorted(([, a], [, b]) => b - a)
      return { count, kinds: times.size, kept: new Map(oftenFirst.slice(0, mostKept)) }
    },
  }
}

export type PlaceholderTally = ReturnType<typeof placeholderTally>

/** `3 e-mail addresses stand where none is known and are taken as none: none@x.com 2, test@test.com 1.` */
export function describePlaceholders({ count, kinds, kept }: Placeholders): string[] {
  if (count === 0) return []
  const number = (of: number) => of.toLocaleString('en')
  const each = [...kept].map(([address, times]) => `${address} ${number(times)}`)
  const more = kinds > kept.size ? [`and ${number(kinds - kept.size)} more`] : []
  const what =
    count === 1
      ? '1 e-mail address stands where none is known and is taken as none'
      : `${number(count)} e-mail addresses stand where none is known and are taken as none`
  return [`${what}: ${[...each, ...more].join(', ')}.`]
}
