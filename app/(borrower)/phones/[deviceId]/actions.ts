'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultAddress } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { transaction } from '#lib/db/transaction.ts'
import { nameDevice } from '#lib/loans/name-device.ts'

const nicknameForm = z.object({ deviceId: id, nickname: z.string() })

export async function saveNickname(form: FormData): Promise<never> {
  const { borrower } = await requireBorrower()
  const wish = requireForm(form, nicknameForm)
  const { refusal } = await transaction((tx) =>
    nameDevice(tx, { ...wish, borrowerId: borrower.id }),
  )
  if (refusal === 'not_found') missing()
  const page = `/phones/${wish.deviceId}`
  redirect(
    refusal
      ? await faultAddress(`${page}?name=${refusal}&fault=nickname`)
      : `${page}?name=saved#nickname`,
  )
}
