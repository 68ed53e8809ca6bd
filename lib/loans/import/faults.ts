import type { Fault } from './columns.ts'

/** More than any file that a person mends by hand has rows. */
export const mostFaults = 100_000
const longestValue = 60

export type FaultList = {
  add(fault: Fault): void
  /** Counts faults that are known of but were not handed over. */
  addMore(count: number): void
  /** How many there are, kept or not. */
  count(): number
  /** Those kept, in the order of the file. */
  kept(): Fault[]
}

/** Keeps the first `limit` faults, their values shortened, and counts the rest: no file of faults can fill the memory. */
export function faultList(limit = mostFaults): FaultList {
  const kept: Fault[] = []
  let count = 0
  return {
    add(fault) {
      count += 1
      if (kept.length < limit)
        kept.push({
          ...fault,
          ...(fault.column && { column: shortened(fault.column) }),
          ...(fault.value && { value: shortened(fault.value) }),
        })
    },
    addMore(more) {
      count += more
    },
    count: () => count,
    kept: () => kept.toSorted((a, b) => a.line - b.line),
  }
}

/** One fault as a sentence: `line 17, column imei: "356…": the check digit does not fit`. */
export function describeFault({ line, column, value, reason }: Fault): string {
  const where = column ? `line ${line}, column ${column}` : `line ${line}`
  return value ? `${where}: "${value}": ${reason}` : `${where}: ${reason}`
}

function shortened(value: string): string {
  const plain = value.slice(0, longestValue + 1).replace(/\p{Cc}/gu, ' ')
  if (plain.length <= longestValue) return plain
  // A copy: a mere slice would keep the whole value, and there may be many.
  return `${[...plain.slice(0, longestValue - 1)].join('')}…`
}
