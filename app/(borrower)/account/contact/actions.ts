'use server'

import { redirect } from 'next/navigation'
import { contactForm } from '#app/contact-form.ts'
import { requireForm } from '#app/require-form.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { transaction } from '#lib/db/transaction.ts'
import { chooseContacts } from '#lib/notices/contact-choices.ts'

export async function keepChoices(form: FormData): Promise<never> {
  const { lender, borrower } = await requireBorrower()
  const chosen = requireForm(form, contactForm)
  const who = { lenderId: lender.id, borrowerId: borrower.id, by: `borrower:${borrower.id}` }
  const now = Temporal.Now.instant()
  await transaction((tx) => chooseContacts(tx, { ...chosen, ...who, now }))
  redirect('/account/contact?saved=1')
}
