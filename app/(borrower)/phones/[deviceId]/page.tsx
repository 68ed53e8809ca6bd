import { missing } from '#app/missing.ts'
import { paidByIn } from '#app/payment/paid-by-in.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { PaymentList } from '#components/payment/payment-list.tsx'
import { PhoneCard } from '#components/phone/phone-card.tsx'
import { StillWorks } from '#components/phone/phone-facts.tsx'
import { phoneName } from '#components/phone/phone-name.ts'
import { ScheduleTable } from '#components/schedule-table.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { blockListingsOf } from '#lib/block-lists/queries.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { hasLock, phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { toldHold } from '#lib/loans/told-hold.ts'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'
import { paymentsOf } from '#lib/payments/queries.ts'
import { BlockLists } from './block-lists.tsx'
import { LoanFacts } from './loan-facts.tsx'
import { NicknameForm } from './nickname-form.tsx'

type Props = { params: Promise<{ deviceId: string }>; searchParams: Promise<{ name?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('phones'))('details_title') }
}

export default async function PhoneDetails({ params, searchParams }: Props) {
  const { lender, borrower } = await requireBorrower()
  const { deviceId } = await params
  const [phone, payments] = await Promise.all([
    phoneOf(database(), borrower.id, deviceId),
    paymentsOf(database(), borrower.id),
  ])
  if (!phone) missing()
  const about = { lenderId: lender.id, loanId: phone.loanId }
  const listings = await blockListingsOf(database(), about)
  const t = await getTranslations('phones')
  const words = await getTranslations('common')
  const reader = await readerOf(lender)
  const holdWords = await getTranslations('holds')
  const visitWords = await getTranslations('visit')
  const statementWords = await getTranslations('statements')
  const clock = { ...lender, now: reader.now }
  const { arrears, reason, opening } = phoneStatus(phone, reader)
  return (
    <Page
      title={phoneName(phone)}
      lender={lender}
      signedIn
      reference={phone.loanNumber}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      <PhoneCard
        paidBy={await paidByIn(lender, phone.currency, reader.locale)}
        phone={phone}
        arrears={arrears}
        reason={reason}
        opening={opening}
        reader={reader}
        told={toldHold(phone, clock)}
        isNamed
      />
      <LoanFacts
        phone={phone}
        reason={reason}
        leftOpen={leftOpenUntil({ ...phone, balance: phone }, clock)}
        reader={reader}
      />
      <BlockLists listings={listings} reader={reader} />
      {reason === 'overdue' && (
        <Card>
          <h2>{t('why_title')}</h2>
          <p>{t('why.overdue', { opening })}</p>
        </Card>
      )}
      {hasLock(reason) && <StillWorks works={lender.policy.worksWhileLocked} />}
      <ScheduleTable arrears={arrears} currency={phone.currency} reader={reader} />
      <Card>
        <h2>{t('payments')}</h2>
        <PaymentList
          payments={payments.filter((payment) => payment.deviceId === deviceId)}
          reader={reader}
        />
      </Card>
      <TextLink href={`/phones/${deviceId}/dispute`} className="flex min-h-11 items-center">
        {holdWords('title')}
      </TextLink>
      <TextLink href={`/phones/${deviceId}/visit`} className="flex min-h-11 items-center">
        {visitWords('lead_in')}
      </TextLink>
      <TextLink href={`/phones/${deviceId}/statement`} className="flex min-h-11 items-center">
        {statementWords('own.lead_in')}
      </TextLink>
      <NicknameForm
        deviceId={deviceId}
        nickname={phone.nickname}
        result={(await searchParams).name}
      />
    </Page>
  )
}
