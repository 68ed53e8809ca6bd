import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
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

type Props = { searchParams: Promise<{ replace?: string }> }

export default async function RecoveryCodes({ searchParams }: Props) {
  const { lender, borrower } = await requireBorrower()
  const owner = { lenderId: lender.id, borrowerId: borrower.id }
  const t = await getTranslations('account')
  const reader = await readerOf(lender)
  const sheet = await recoverySheetOf(database(), owner)
  const day = sheet && formatDay(dayAt(sheet.madeAt, reader.timeZone), reader)
  const hasCodes = sheet !== undefined && sheet.left > 0
  const asks = hasCodes && (await searchParams).replace !== undefined
  const words = {
    make: t(asks ? 'sheet.replace_yes' : hasCodes || !sheet ? 'sheet.make' : 'sheet.replace'),
    madeTitle: t('sheet.made_title'),
    madeText: t('sheet.made_text'),
    once: t('sheet.once'),
    print: t('sheet.print'),
    owner: t('sheet.owner', { lender: lender.name, host: lender.host }),
    borrowed: t('sheet.borrowed'),
    done: t('sheet.done'),
  }
  const back = { href: '/account', label: t('title') }
  const { left = 0 } = sheet ?? {}
  return (
    <Page
      title={t(asks ? 'sheet.replace_title' : 'sheet.title')}
      lead={asks ? undefined : t('sheet.lead')}
      lender={lender}
      signedIn
      back={back}
    >
      <Sheet
        makeSheet={makeSheet}
        words={words}
        replaces={asks ? String(sheet.madeAt.epochMilliseconds) : undefined}
        mayMake={asks || !hasCodes}
      >
        <p>{day ? t('sheet.left', { left, day }) : t('sheet.none')}</p>
        {asks && <p>{t('sheet.replace_warning')}</p>}
        {asks && (
          <LinkButton href="/account/recovery-codes" look="quiet">
            {t('sheet.replace_no')}
          </LinkButton>
        )}
        {hasCodes && !asks && (
          <LinkButton href="/account/recovery-codes?replace=1" look="quiet">
            {t('sheet.replace')}
          </LinkButton>
        )}
      </Sheet>
    </Page>
  )
}
