import { z } from 'zod'
import type { Database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type SettingsGroup, settingsGroups } from '#lib/domain/settings/groups.ts'
import {
  changesBetween,
  fieldsIn,
  type Json,
  type SettingsChange,
  type SettingsValues,
  withValues,
} from '#lib/domain/settings/record.ts'
import { changeSettings, type SettingsChanged } from './change-settings.ts'
import { settingsOf } from './settings-of.ts'
import { settingsAt } from './versions.ts'

/** A change that waits for a second person, as an approval keeps it. */
const proposalSchema = z.object({
  group: z.enum(settingsGroups),
  seenVersion: z.int().min(0),
  values: z.record(z.string(), z.json()),
  /** What is taken away: JSON has no word for it. */
  cleared: z.array(z.string()),
})
type Proposal = z.infer<typeof proposalSchema>

export function toProposal(
  { group, seenVersion }: Pick<Proposal, 'group' | 'seenVersion'>,
  changes: readonly SettingsChange[],
): Proposal {
  const given = changes.filter(({ after }) => after !== undefined)
  return {
    group,
    seenVersion,
    values: Object.fromEntries(given.map(({ field, after }) => [field.path, after as Json])),
    cleared: changes.filter(({ after }) => after === undefined).map(({ field }) => field.path),
  }
}

/** Which settings a proposal is about. */
export function groupOf(detail: unknown): SettingsGroup {
  return proposalSchema.parse(detail).group
}

function valuesOf({ values, cleared }: Proposal): SettingsValues {
  const taken = cleared.map((path): [string, undefined] => [path, undefined])
  return { ...(values as SettingsValues), ...Object.fromEntries(taken) }
}

type Approved = { approvalId: string; lenderId: string; askedBy: string; detail: unknown }

/** Puts into force what a second person has agreed to; stale when the group was changed since it was proposed. */
export function changeApprovedSettings(
  tx: Tx,
  { approvalId, lenderId, askedBy, detail }: Approved,
  now: Temporal.Instant,
): Promise<SettingsChanged> {
  const proposal = proposalSchema.parse(detail)
  const { group, seenVersion } = proposal
  return changeSettings(tx, {
    lenderId,
    group,
    seenVersion,
    approvalId,
    now,
    values: valuesOf(proposal),
    changedBy: `staff:${askedBy}`,
  })
}

/** What a proposal would change, for whoever decides on it. */
export async function proposedChanges(
  db: Database,
  lenderId: string,
  detail: unknown,
): Promise<SettingsChange[]> {
  const proposal = proposalSchema.parse(detail)
  const seen =
    (await settingsAt(db, lenderId, proposal.seenVersion)) ??
    settingsOf(await lenderById(db, lenderId))
  const after = withValues(seen, valuesOf(proposal))
  return changesBetween(seen, after, fieldsIn(proposal.group, seen, after))
}
