'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { faultAddress } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { requireForm } from '#app/require-form.ts'
import { limitStatements } from '#lib/db/stranger-limits.ts'
import { transaction } from '#lib/db/transaction.ts'
import { visitLocks } from '#lib/domain/lock/visit-locks.ts'
import { makeVisitPack } from '#lib/workflows/strangers/make-visit-pack.ts'

const packForm = z.object({ deviceId: id, lock: z.enum(visitLocks) })

export async function makePack(form: FormData): Promise<never> {
  const { deviceId, lock } = requireForm(form, packForm)
  const { lender, borrower } = await requirePhone(deviceId)
  const path = `/phones/${deviceId}/visit`
  const limit = await limitStatements(deviceId)
  if (!limit.ok) return redirect(await faultAddress(`${path}?refusal=limited`))
  const wanted = { lender, deviceId, borrowerId: borrower.id, now: Temporal.Now.instant() }
  const made = await transaction((tx) => makeVisitPack(tx, wanted))
  if ('refusal' in made) return redirect(await faultAddress(`${path}?refusal=${made.refusal}`))
  return redirect(`${path}/${lock}`)
}
