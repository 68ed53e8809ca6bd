'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { faultAddress } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'
import { limitStatements } from '#lib/db/stranger-limits.ts'
import { transaction } from '#lib/db/transaction.ts'
import { makeStatement, takeBackStatement } from '#lib/workflows/strangers/make-statement.ts'

const statementForm = z.object({ deviceId: id })

export async function makeOwn(form: FormData): Promise<never> {
  const { deviceId } = requireForm(form, statementForm)
  const { lender, borrower } = await requirePhone(deviceId)
  const path = `/phones/${deviceId}/statement`
  const limit = await limitStatements(deviceId)
  if (!limit.ok) return redirect(await faultAddress(`${path}?refusal=limited`))
  const wanted = { lender, deviceId, madeBy: `borrower:${borrower.id}` }
  const made = await transaction((tx) =>
    makeStatement(tx, { ...wanted, now: Temporal.Now.instant() }),
  )
  return redirect('code' in made ? path : await faultAddress(`${path}?refusal=${made.refusal}`))
}

export async function takeBackOwn(form: FormData): Promise<never> {
  const { deviceId } = requireForm(form, statementForm)
  const { lender, borrower, phone } = await requirePhone(deviceId)
  const wanted = { lender, deviceId, madeBy: `borrower:${borrower.id}` }
  await transaction((tx) =>
    takeBackStatement(tx, { ...wanted, loan: phone, now: Temporal.Now.instant() }),
  )
  return redirect(`/phones/${deviceId}/statement`)
}
