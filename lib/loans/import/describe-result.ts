import { type ChangedPeople, describeChange } from './changed-people.ts'
import { describeFault } from './faults.ts'
import type { ImportResult, LenderCounts } from './import-loans.ts'
import { describePlaceholders } from './placeholders.ts'

/** The end of a run in lines for a person: what changed, or every row that is wrong. */
export function describeResult(result: ImportResult): string[] {
  if (result.ok) {
    const lines = result.lenders.flatMap((counts) => describeLender(counts, result.dryRun))
    if (lines.length === 0) lines.push('The file has no loans: nothing to do.')
    lines.push(...describePlaceholders(result.placeholders))
    lines.push(...describePeople(result.people, result.dryRun ? 'would change' : 'changed'))
    if (!result.dryRun) return lines
    return [...lines, 'This was a dry run: nothing was changed.']
  }
  if (result.faultCount === 0)
    return [
      ...describePlaceholders(result.placeholders),
      ...describePeople(result.people, 'would change'),
      'Nothing was changed. If each is meant so, run it again with --accept-changed-people.',
    ]
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
    `${lender}: ${number(counts.rows)} ${counts.rows === 1 ? 'loan' : 'loans'} in the file: ` +
      `${number(counts.created)} ${would}created, ` +
      `${number(counts.updated)} ${would}updated, ${number(counts.unchanged)} unchanged.`,
    ...(columns ? [`  Changed: ${columns}.`] : []),
    ...(counts.plansEnded > 0
      ? [`  Plans ${would}ended by other installments: ${number(counts.plansEnded)}.`]
      : []),
  ]
}

function describePeople({ count, changes }: ChangedPeople, verb: string): string[] {
  if (count === 0) return []
  const shown = new Set(changes.map(({ customerNumber }) => customerNumber)).size
  return [
    ...changes.map(describeChange),
    ...(shown < count ? [`… and ${number(count - shown)} more.`] : []),
    `${number(count)} ${count === 1 ? 'person' : 'people'} whom the books know ${verb}.`,
  ]
}

function number(count: number): string {
  return count.toLocaleString('en')
}
