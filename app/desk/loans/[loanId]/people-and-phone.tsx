import type { ReactNode } from 'react'
import { Amount } from '#components/amount.tsx'
import { ProviderName } from '#components/desk/provider-name.tsx'
import { Digits } from '#components/digits.tsx'
import { MailAddress } from '#components/mail-address.tsx'
import { LockChip } from '#components/phone/lock-chip.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { database } from '#lib/db/client.ts'
import { isHeardSince } from '#lib/domain/lock/opening.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { formatAgo, formatDayAndTime } from '#lib/i18n/format.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { validAskLinks } from '#lib/payments/links/ask-links.ts'
import { PartTitle } from './contents.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

export async function BorrowerCard({ loan, arrears, reader }: ViewedLoan) {
  const t = await getTranslations('desk')
  const phones = await getTranslations('phones')
  const money = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={loan.currency} locale={reader.locale} />
  )
  const rows: [string, ReactNode][] = [
    [t('loan.customer'), <Digits key="customer">{loan.customerNumber}</Digits>],
    [t('loan.email'), loan.email && <MailAddress key="email">{loan.email}</MailAddress>],
    [t('loan.telephone'), loan.phone && <Digits key="phone">{loan.phone}</Digits>],
    [
      t('loan.nominated'),
      loan.nominatedPhone && <Digits key="nominated">{loan.nominatedPhone}</Digits>,
    ],
    [t('loan.language'), languageNames[loan.locale]],
    [t('loan.contract'), phones(`contract.type.${loan.contractType}`)],
    [t('loan.outstanding'), money(loan.outstandingMinor)],
    [t('loan.overdue'), money(arrears.arrearsMinor)],
    [t('loan.credit'), loan.creditMinor > 0n && money(loan.creditMinor)],
    [t('loan.airtime'), loan.airtimeOverdueMinor > 0n && money(loan.airtimeOverdueMinor)],
  ]
  return (
    <Card>
      <PartTitle part="borrower" />
      <Facts rows={rows} />
    </Card>
  )
}

export async function PhoneCard({ loan, reason, opening, reader }: ViewedLoan) {
  const t = await getTranslations('desk')
  const { askedAt } = loan
  const asked = askedAt ? formatAgo(askedAt, reader) : t('loan.never')
  const isSilent = !isOpenedByHand(loan.provider) && !isHeardSince(loan.lastSeenAt, askedAt)
  const about = { lenderId: loan.lenderId, loanId: loan.id }
  const links = await validAskLinks(database(), about, reader.now)
  const rows: [string, ReactNode][] = [
    [t('loan.model'), modelName(loan)],
    [
      t('loan.imei'),
      loan.imei && (
        <Digits key="imei" isLong>
          {loan.imei}
        </Digits>
      ),
    ],
    [
      t('loan.imei2'),
      loan.imei2 && (
        <Digits key="imei2" isLong>
          {loan.imei2}
        </Digits>
      ),
    ],
    [t('loan.lock_says'), t(`lock_state.${loan.lockState}`)],
    [t('loan.lock_since'), loan.stateSince && formatDayAndTime(loan.stateSince, reader)],
    [t('loan.relock'), loan.relockAt && formatDayAndTime(loan.relockAt, reader)],
    [t('loan.heard'), loan.lastSeenAt ? formatAgo(loan.lastSeenAt, reader) : t('loan.never')],
    [t('loan.asked'), isSilent && asked],
    [t('loan.provider'), <ProviderName key="provider" provider={loan.provider} />],
    [t('loan.provider_device'), <bdi key="device">{loan.providerDeviceId}</bdi>],
    [
      t('loan.asked_links'),
      links.length > 0 && (
        <TextLink key="asked" href={`/desk/loans/${loan.id}/acts/pay-link`}>
          {links.length}
        </TextLink>
      ),
    ],
    [t('loan.other_locks'), loan.otherLocks.map((name) => t(`other_lock.${name}`)).join(' · ')],
  ]
  return (
    <Card>
      <PartTitle part="phone" />
      <LockChip reason={reason} opening={opening} />
      <Facts rows={rows} />
    </Card>
  )
}

function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className="flex flex-col gap-2">
      {rows
        .filter(([, value]) => value)
        .map(([term, value]) => (
          <Row key={term} term={term}>
            <span className="wrap-anywhere">{value}</span>
          </Row>
        ))}
    </dl>
  )
}
