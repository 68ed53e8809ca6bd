'use server'

import type { ReactNode } from 'react'
import { z } from 'zod'
import { typedIn } from '#app/desk/acts/act-state.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { DeskQr } from '#components/desk/desk-qr.tsx'
import { makeSignInLink } from '#lib/accounts/sign-in-link.ts'
import { transaction } from '#lib/db/transaction.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { inLetter } from '#lib/i18n/in-language.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export type LinkState = {
  note: string
  faults: { note?: string }
  made?: { link: string; qr: ReactNode }
}

const leastNote = 10
const linkForm = z.object({ note: z.string().min(leastNote) })

/** Makes a sign-in link once the person has written how the borrower's identity was checked. It exists only in this answer. */
export async function makeLink(_: LinkState, form: FormData): Promise<LinkState> {
  const typed = typedIn(form)
  const { loan, lender, staff } = await requireLoan(typed)
  const t = await getTranslations('desk-acts')
  const asked = linkForm.safeParse(typed)
  if (!asked.success)
    return withFaults({
      note: typed.note ?? '',
      faults: { note: t('link.fault', { least: leastNote }) },
    })
  const { borrowerId } = loan
  const who = { lenderId: lender.id, borrowerId, staffId: staff.id, identityNote: asked.data.note }
  const { token, locale } = await transaction((tx) =>
    makeSignInLink(tx, { ...who, now: Temporal.Now.instant() }),
  )
  const page = `${portalUrl(lender.host)}/sign-in/link/${token}`
  const link = inLetter(page, { locale, lenderLocale: lender.locale })
  return { note: '', faults: {}, made: { link, qr: <DeskQr text={link} label={t('link.qr')} /> } }
}
