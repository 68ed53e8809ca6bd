import { type CaseAct, type CaseRefusal, closeCase } from '#lib/cases/change-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { letGo } from './hold-phone.ts'

/** Closes a case. The hold that waited for its answer ends with it: what the phone does next follows from the books. */
export async function settleCase(tx: Tx, act: CaseAct & { note: string }): Promise<CaseRefusal> {
  const closed = await closeCase(tx, act)
  if (closed.refusal) return closed
  const { caseId: causeId, staffId, now } = act
  const ending = { endReason: 'decided', endedBy: `staff:${staffId}`, now } as const
  await letGo(tx, { reason: 'dispute', causeId, ...ending })
  return closed
}
