'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import {
  type CaseAct,
  type CaseRefusal,
  closingNoteMaximumLength,
  handBackCase,
  takeCase,
} from '#lib/cases/change-case.ts'
import { caseChanges, caseOf } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { settleCase } from '#lib/jobs/settle-case.ts'
import { requireStaff, type SignedInStaff } from '#lib/staff/guards.ts'
import { changeText, newestOf } from './about-case.ts'

const caseForm = z.object({
  caseId: z.uuid(),
  version: z.coerce.number().int().positive(),
  seen: z.string().regex(/^\d{1,18}$/),
  from: z.uuid().optional(),
  note: z.string().max(20_000).default(''),
})

type Wish = z.infer<typeof caseForm>

export async function take(form: FormData): Promise<never> {
  const { signedIn, wish, act } = await asked(form)
  const { refusal } = await transaction((tx) => takeCase(tx, { ...act, from: wish.from }))
  return answer(signedIn, wish, refusal)
}

export async function handBack(form: FormData): Promise<never> {
  const { signedIn, wish, act } = await asked(form)
  const { refusal } = await transaction((tx) => handBackCase(tx, act))
  return answer(signedIn, wish, refusal)
}

export type Closing = {
  note: string
  fault?: 'missing' | 'too_long'
  /** What happened meanwhile, in words, and what has now been seen of it. */
  changes?: string[]
  version?: number
  seen?: string
}

export async function close(_: Closing, form: FormData): Promise<Closing> {
  const { signedIn, wish, act } = await asked(form)
  const note = wish.note.replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
  if (note === '') return { note, fault: 'missing' }
  if (note.length > closingNoteMaximumLength) return { note, fault: 'too_long' }
  const { refusal } = await transaction((tx) => settleCase(tx, { ...act, note }))
  if (!refusal) redirect(`/desk/cases/${wish.caseId}`)
  if (refusal === 'not_found') return notAtThisDesk(signedIn, `case ${wish.caseId}`)
  refresh()
  return { note, ...(await meanwhile(signedIn, wish)) }
}

async function meanwhile({ lender }: SignedInStaff, { caseId, seen }: Wish) {
  const about = { lenderId: lender.id, caseId }
  const [changes, reader] = [
    await caseChanges(database(), about, BigInt(seen)),
    await readerOf(lender),
  ]
  const found = await caseOf(database(), lender.id, caseId)
  return {
    changes: await Promise.all(changes.map((change) => changeText(change, reader))),
    seen: changes.length > 0 ? newestOf(changes) : seen,
    ...(found ? { version: found.version } : {}),
  }
}

async function asked(
  form: FormData,
): Promise<{ signedIn: SignedInStaff; wish: Wish; act: CaseAct }> {
  const signedIn = await requireStaff()
  const read = caseForm.safeParse(Object.fromEntries(form))
  if (!read.success) return missing()
  const { caseId, version: seenVersion } = read.data
  const who = { lenderId: signedIn.lender.id, staffId: signedIn.staff.id }
  const now = Temporal.Now.instant()
  return { signedIn, wish: read.data, act: { ...who, caseId, seenVersion, now } }
}

async function answer(
  signedIn: SignedInStaff,
  { caseId, seen }: Wish,
  refusal: CaseRefusal['refusal'],
): Promise<never> {
  if (refusal === 'not_found') return notAtThisDesk(signedIn, `case ${caseId}`)
  redirect(`/desk/cases/${caseId}${refusal ? `?refused=${refusal}&seen=${seen}` : ''}`)
}
