import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { recoverySheetOf } from '#lib/accounts/recovery-codes.ts'
import { database } from '#lib/db/client.ts'
import { dayAt } from '#lib/domain/day.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { makeSheet } from './actions.ts'
import { Sheet } from './sheet.tsx'

export async function generateMetadata() {
  return { title: (await getTranslations('account'))('sheet.title') }
}

export default async function RecoveryCodes() {
  const { lender, borrower } = await requireBorrower()
  const owner = { lenderId: lender.id, borrowerId: borrower.id }
  const t = await getTranslations('account')
  const reader = await readerOf(lender)
  const sheet = await recoverySheetOf(database(), owner)
  const day = sheet && formatDay(dayAt(sheet.madeAt, reader.timeZone), reader)
  const words = {
    state: sheet && day ? t('sheet.left', { left: sheet.left, day }) : t('sheet.none'),
    warning: sheet ? t('sheet.replace_warning') : '',
    make: t(sheet ? 'sheet.replace' : 'sheet.make'),
    madeTitle: t('sheet.made_title'),
    madeText: t('sheet.made_text'),
    once: t('sheet.once'),
    print: t('sheet.print'),
    owner: t('sheet.owner', { lender: lender.name, host: lender.host }),
    borrowed: t('sheet.borrowed'),
    done: t('sheet.done'),
  }
  const back = { href: '/account', label: t('title') }
  return (
    <Page title={t('sheet.title')} lead={t('sheet.lead')} lender={lender} signedIn back={back}>
      <Sheet makeSheet={makeSheet} words={words} />
    </Page>
  )
}
