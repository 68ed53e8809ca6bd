import {
  buyerNoteMaximumLength,
  buyerWishes,
  listingMaximumLength,
} from '#lib/domain/strangers/buyer-report.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ReportWords } from './report-form.tsx'

/** What the form says, chosen here: its island knows no languages. */
export async function reportWords(lender: { name: string; helpEmail: string }) {
  const t = await getTranslations('bought')
  const field = (name: 'listing' | 'imei' | 'note' | 'email') => ({
    label: t(`form.${name}`),
    hint: t(`form.${name}_hint`),
  })
  const choices = buyerWishes.map((name) => [
    name,
    { label: t(`wish.${name}.label`), hint: t(`wish.${name}.hint`) },
  ])
  return {
    wish: t('form.wish'),
    choice: Object.fromEntries(choices) as ReportWords['choice'],
    listing: field('listing'),
    imei: field('imei'),
    note: field('note'),
    email: field('email'),
    fault: {
      wish_choose_one: t('fault.wish'),
      listing_say_what: t('fault.say_what'),
      listing_too_long: t('fault.too_long', { most: listingMaximumLength }),
      imei_not_imei: t('fault.imei'),
      note_too_long: t('fault.too_long', { most: buyerNoteMaximumLength }),
      email_not_email: t('fault.email'),
    },
    limited: {
      title: t('limited_title'),
      text: t('limited', { email: isolated(lender.helpEmail) }),
    },
    send: t('form.send', { lender: isolated(lender.name) }),
  }
}
