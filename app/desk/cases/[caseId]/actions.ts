'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { faultAddress, withFaults } from '#app/form-faults.ts'
import {
  type CaseRefusal,
  closeCase,
  closingNoteMaximumLength,
  handBackCase,
  takeCase,
} from '#lib/cases/change-case.ts'
import { isStillThere, type StillThere } from '#lib/cases/still-there.ts'
import { transaction } from '#lib/db/transaction.ts'
import { type AnswerFaults, readAnswer } from '#lib/domain/money/dispute-answer.ts'
import { readBuyerAnswer } from '#lib/domain/strangers/buyer-report.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'
import { answerDispute } from '#lib/workflows/disputes/answer-dispute.ts'
import { answerAndTell } from '#lib/workflows/strangers/answer-and-tell.ts'
import { asked, type Meanwhile, meanwhile, type Wish, written } from './asked.ts'

export async function take(form: FormData): Promise<never> {
  const { signedIn, wish, act } = await asked(form)
  const { refusal } = await transaction((tx) => takeCase(tx, { ...act, from: wish.from }))
  return shown(signedIn, wish, refusal)
}

export async function handBack(form: FormData): Promise<never> {
  const { signedIn, wish, act } = await asked(form)
  const { refusal } = await transaction((tx) => handBackCase(tx, act))
  return shown(signedIn, wish, refusal)
}

export type Closing = Meanwhile & {
  note: string
  faults: { note?: 'missing' | 'too_long' | StillThere }
}

export async function close(_: Closing, form: FormData): Promise<Closing> {
  const by = await asked(form)
  const note = written(by.wish.note)
  if (note === '') return withFaults({ note, faults: { note: 'missing' } })
  if (note.length > closingNoteMaximumLength)
    return withFaults({ note, faults: { note: 'too_long' } })
  const { refusal } = await transaction((tx) => closeCase(tx, { ...by.act, note }))
  if (!refusal) redirect(`/desk/cases/${by.wish.caseId}`)
  if (refusal === 'not_found') return notAtThisDesk(by.signedIn, `case ${by.wish.caseId}`)
  if (isStillThere(refusal)) return withFaults({ note, faults: { note: refusal } })
  refresh()
  return { note, faults: {}, ...(await meanwhile(by)) }
}

export type Answering = Meanwhile & {
  typed: { outcome: string; answer: string; note: string }
  faults: AnswerFaults & { note?: 'too_long' }
}

export async function answer(_: Answering, form: FormData): Promise<Answering> {
  const by = await asked(form)
  const { outcome, answer: text, note: remark } = by.wish
  const [typed, note] = [{ outcome, answer: text, note: remark }, written(remark)]
  const reading = readAnswer(typed)
  const faults: Answering['faults'] = {
    ...(!reading.ok && reading.faults),
    ...(note.length > closingNoteMaximumLength && { note: 'too_long' }),
  }
  if (!reading.ok || faults.note) return withFaults({ typed, faults })
  const given = { outcome: reading.outcome, answer: reading.answer, note: note || null }
  const { refusal } = await transaction((tx) => answerDispute(tx, { ...by.act, ...given }))
  if (!refusal) redirect(`/desk/cases/${by.wish.caseId}`)
  if (refusal === 'not_found') return notAtThisDesk(by.signedIn, `case ${by.wish.caseId}`)
  refresh()
  return withFaults({ typed, faults, ...(await meanwhile(by)) })
}

export async function answerToBuyer(_: Answering, form: FormData): Promise<Answering> {
  const by = await asked(form)
  const { outcome, answer: text, note: remark } = by.wish
  const [typed, note] = [{ outcome, answer: text, note: remark }, written(remark)]
  const reading = readBuyerAnswer(typed)
  const faults: Answering['faults'] = {
    ...(!reading.ok && reading.faults),
    ...(note.length > closingNoteMaximumLength && { note: 'too_long' }),
  }
  if (!reading.ok || faults.note) return withFaults({ typed, faults })
  const given = { finding: reading.outcome, answer: reading.answer, note: note || null }
  const { refusal } = await transaction((tx) => answerAndTell(tx, { ...by.act, ...given }))
  if (!refusal) redirect(`/desk/cases/${by.wish.caseId}`)
  if (refusal === 'not_found') return notAtThisDesk(by.signedIn, `case ${by.wish.caseId}`)
  refresh()
  return withFaults({ typed, faults, ...(await meanwhile(by)) })
}

async function shown(
  signedIn: SignedInStaff,
  { caseId, seen }: Wish,
  refusal: CaseRefusal['refusal'],
): Promise<never> {
  if (refusal === 'not_found') return notAtThisDesk(signedIn, `case ${caseId}`)
  const page = `/desk/cases/${caseId}`
  redirect(refusal ? await faultAddress(`${page}?refused=${refusal}&seen=${seen}`) : page)
}
