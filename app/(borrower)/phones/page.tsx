import { readerOf } from '#app/reader.ts'
import { FailuresNotice } from '#components/failures-notice.tsx'
import { Page } from '#components/page/page.tsx'
import { awaitsSettlement, PhoneCard } from '#components/phone/phone-card.tsx'
import { DueSoon, StillWorks } from '#components/phone/phone-facts.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { hasLock, type PhoneStatus, phoneStatus } from '#lib/loans/phone-status.ts'
import { phonesOf } from '#lib/loans/queries.ts'
import { staysOpenUntil } from '#lib/loans/stays-open.ts'
import { toldHold } from '#lib/loans/told-hold.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('phones'))('title_many') }
}

export default async function Phones() {
  const { lender, borrower, failuresBefore } = await requireBorrower()
  const t = await getTranslations('phones')
  const reader = await readerOf(lender)
  const phones = await phonesOf(database(), borrower.id)
  const door = await getTranslations('sign-in')
  const shown = phones
    .map((phone) => ({ phone, ...phoneStatus(phone, reader) }))
    .toSorted((a, b) => urgency(b) - urgency(a))
  const [only, another] = shown
  const title = !only
    ? t('title_none')
    : another
      ? t('title_many')
      : t(`title.${only.reason}`, {
          opening: only.opening,
          isOwed: only.phone.outstandingMinor > 0n ? 'yes' : 'no',
        })
  return (
    <Page
      title={title}
      lender={lender}
      signedIn
      reference={another ? undefined : only?.phone.loanNumber}
    >
      <FailuresNotice
        failures={failuresBefore}
        title={door('failures.title', { count: failuresBefore })}
        text={door('failures.text')}
      />
      {!only && <p>{t('none')}</p>}
      {shown.map((one) => (
        <div key={one.phone.deviceId} className="flex flex-col gap-5">
          <PhoneCard
            {...one}
            told={toldHold(one.phone, { ...lender, now: reader.now })}
            staysOpenUntil={staysOpenUntil(one.phone, { ...lender, now: reader.now })}
            reader={reader}
            detailsHref={
              another || awaitsSettlement(one) ? `/phones/${one.phone.deviceId}` : undefined
            }
          />
          {!another && hasLock(one.reason) && <StillWorks works={lender.policy.worksWhileLocked} />}
          {!another && !awaitsSettlement(one) && (
            <DueSoon
              arrears={one.arrears}
              currency={one.phone.currency}
              reader={reader}
              detailsHref={`/phones/${one.phone.deviceId}`}
            />
          )}
        </div>
      ))}
      <TextLink href="/payments" className="flex min-h-11 items-center">
        {t('payments')}
      </TextLink>
    </Page>
  )
}

// What is locked for money first, then what is late, then the others.
function urgency({ arrears, reason }: PhoneStatus): number {
  return Number(reason === 'overdue') + Number(arrears.arrearsMinor > 0n)
}
