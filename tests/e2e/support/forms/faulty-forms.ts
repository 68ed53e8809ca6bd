import { faultyBorrowerForms } from './faulty-borrower-forms.ts'
import { faultyDeskForms } from './faulty-desk-forms.ts'
import type { Come } from './faulty-form.ts'

/** Every form with which something can be wrong, by the file it stands in, in the order in which they stand there. */
export const faultyForms: Record<string, Come[]> = { ...faultyBorrowerForms, ...faultyDeskForms }

/** Those that only show what they do, or in which everything may be left out: by their file, how many. */
export const faultless: Record<string, number> = {
  'app/desk/loans/[loanId]/acts/contact/page.tsx': 1,
  'app/desk/payments/[paymentId]/book/page.tsx': 1,
  'app/desk/plans/[planId]/counter.tsx': 1,
  'app/desk/plans/[planId]/decision-forms.tsx': 1,
}
