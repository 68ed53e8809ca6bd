import { redirect } from 'next/navigation'
import type { ReturnAct } from '#lib/returns/move-return.ts'
import { requireReturn, type ViewedReturn } from './viewed-return.ts'

/** Who acts on which return, and what that person saw of it. */
export async function actOn(
  typed: Record<string, string>,
): Promise<ViewedReturn & { act: ReturnAct }> {
  const viewed = await requireReturn(typed.returnId ?? '')
  const { shown, lender, staff, reader } = viewed
  const act = {
    owner: { lenderId: lender.id },
    returnId: shown.returnId,
    seenVersion: Number(typed.version) || 0,
    actor: `staff:${staff.id}`,
    now: reader.now,
  }
  return { ...viewed, act }
}

/** The page after an act: done, or that somebody was faster. */
export function backTo({ returnId }: ReturnAct, result: { done: string } | 'changed'): never {
  const search = result === 'changed' ? 'refused=changed' : `done=${result.done}`
  redirect(`/desk/returns/${returnId}?${search}`)
}
