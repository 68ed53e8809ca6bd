import type { Fault } from './columns.ts'

export const mostFaults = 1_000

export type FaultList = {
  add(fault: Fault): void
  /** Counts faults that are known of but were not handed over. */
  addMore(count: number): void
  /** How many there are, kept or not. */
  count(): number
  /** Those kept, in the order of the file. */
  kept(): Fault[]
}

/** Keeps the first `limit` faults and counts the rest, so that a file full of faults cannot fill the memory. */
export function faultList(limit = mostFaults): FaultList {
  const kept: Fault[] = []
  let count = 0
  return {
    add(fault) {
      count += 1
      if (kept.length < limit) kept.push(fault)
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
  return value ? `${where}: "${shortened(value)}": ${reason}` : `${where}: ${reason}`
}

function shortened(value: string): string {
  const plain = value.replace(/\p{Cc}/gu, ' ')
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain
}
