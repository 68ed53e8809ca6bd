import { describeFault } from './faults.ts'
import type { ImportResult, LenderCounts } from './import-loans.ts'

/** The end of a run in lines for a person: what changed, or every row that is wrong. */
export function describeResult(result: ImportResult): string[] {
  if (result.ok) {
    const lines = result.lenders.flatMap((counts) => describeLender(counts, result.dryRun))
    if (lines.length === 0) lines.push('The file has no loans: nothing to do.')
    return result.dryRun ? [...lines, 'This was a dry run: nothing was changed.'] : lines
  }
  const more = result.faultCount - result.faults.length
  return [
    ...result.faults.map(describeFault),
    ...(more > 0 ? [`… and ${number(more)} more.`] : []),
    `${number(result.faultCount)} ${result.faultCount === 1 ? 'fault' : 'faults'}: nothing was changed.`,
  ]
}

function describeLender({ lender, changes, ...counts }: LenderCounts, dryRun: boolean): string[] {
  const would = dryRun ? 'would be ' : ''
  const columns = Object.entries(changes)
    .map(([column, times]) => `${column} ${number(times)}`)
    .join(', ')
  return [
    `${lender}: ${number(counts.rows)} loans in the file: ${number(counts.created)} ${would}created, ` +
      `${number(counts.updated)} ${would}updated, ${number(counts.unchanged)} unchanged.`,
    ...(columns ? [`  Changed: ${columns}.`] : []),
    ...(counts.plansEnded > 0
      ? [`  Plans ${would}ended by other installments: ${number(counts.plansEnded)}.`]
      : []),
  ]
}

function number(count: number): string {
  return count.toLocaleString('en')
}
