import { z } from 'zod'
import { id, typedText, version, wholeNumber } from '#app/form-values.ts'
import { readerOf } from '#app/reader.ts'
import { requireForm } from '#app/require-form.ts'
import type { CaseAct } from '#lib/cases/change-case.ts'
import { caseChanges, caseOf } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { requireStaff, type SignedInStaff } from '#lib/staff/guards.ts'
import { changeText, newestOf } from './about-case.ts'

const caseForm = z.object({
  caseId: id,
  version,
  seen: wholeNumber,
  from: id.optional(),
  note: typedText(20_000),
  outcome: typedText(100),
  answer: typedText(20_000),
})

export type Wish = z.infer<typeof caseForm>
export type Asked = { signedIn: SignedInStaff; wish: Wish; act: CaseAct }

export async function asked(form: FormData): Promise<Asked> {
  const signedIn = await requireStaff()
  const read = requireForm(form, caseForm)
  const { caseId, version: seenVersion } = read
  const who = { lenderId: signedIn.lender.id, staffId: signedIn.staff.id }
  const now = Temporal.Now.instant()
  return { signedIn, wish: read, act: { ...who, caseId, seenVersion, now } }
}

export function written(value: string): string {
  return value.replaceAll('\r\n', '\n').trim()
}

export type Meanwhile = {
  /** What happened meanwhile, in words, and what has now been seen of it. */
  changes?: string[]
  version?: number
  seen?: string
}

/** What happened to a case since its page was seen. */
export async function meanwhile({ signedIn, wish }: Asked): Promise<Meanwhile> {
  const { lender } = signedIn
  const { caseId, seen } = wish
  const about = { lenderId: lender.id, caseId }
  const changes = await caseChanges(database(), about, seen)
  const reader = await readerOf(lender)
  const found = await caseOf(database(), lender.id, caseId)
  return {
    changes: await Promise.all(changes.map((change) => changeText(change, reader))),
    seen: changes.length > 0 ? newestOf(changes) : String(seen),
    ...(found ? { version: found.version } : {}),
  }
}
