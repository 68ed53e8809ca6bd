import {
  disputeKinds,
  mostMessagesInDay,
  noteMaximumLength,
  paymentReferenceMaximumLength,
} from '#lib/domain/borrower-dispute.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { DisputeWords } from './dispute-form.tsx'

/** What the form says, chosen here: its island knows no languages. */
export async function disputeWords(lender: string): Promise<DisputeWords> {
  const t = await getTranslations('holds')
  const choices = disputeKinds.map((name) => [
    name,
    { label: t(`choice.${name}.label`), hint: t(`choice.${name}.hint`) },
  ])
  return {
    what: t('what'),
    choice: Object.fromEntries(choices) as DisputeWords['choice'],
    note: { label: t('note'), hint: t('note_hint') },
    paymentReference: { label: t('payment_reference'), hint: t('payment_reference_hint') },
    summary: t('fault.summary'),
    fault: {
      what_choose_one: t('fault.what_choose_one'),
      note_say_what: t('fault.note_say_what'),
      note_too_long: t('fault.note_too_long', { max: noteMaximumLength }),
      paymentReference_too_long: t('fault.reference_too_long', {
        max: paymentReferenceMaximumLength,
      }),
    },
    tooMany: {
      title: t('fault.too_many_title'),
      text: t('fault.too_many', { most: mostMessagesInDay }),
    },
    send: t('send', { lender: isolated(lender) }),
  }
}
