'use server'

import { redirect } from 'next/navigation'
import { contactForm } from '#app/contact-form.ts'
import { type ActState, typedIn } from '#app/desk/acts/act-state.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { transaction } from '#lib/db/transaction.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { chooseContacts } from '#lib/notices/contact-choices.ts'

/** Keeps what a borrower said they want to be sent, with who of the staff wrote it down. */
export async function keepContactChoices(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff } = await requireLoan(typed)
  const read = contactForm.safeParse(typed)
  if (!read.success) {
    const fault = (await getTranslations('desk-acts'))('contact.fault')
    const faults = Object.fromEntries(read.error.issues.map(({ path }) => [path[0], fault]))
    return withFaults({ typed, faults })
  }
  const who = { lenderId: lender.id, borrowerId: loan.borrowerId, by: `staff:${staff.id}` }
  const now = Temporal.Now.instant()
  await transaction((tx) => chooseContacts(tx, { ...read.data, ...who, now }))
  redirect(`/desk/loans/${loan.loanId}`)
}
