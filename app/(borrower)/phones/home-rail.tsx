import { AskRow } from '#components/phone/ask-row.tsx'
import { LockChip } from '#components/phone/lock-chip.tsx'
import { awaitsSettlement, PhoneCard } from '#components/phone/phone-card.tsx'
import { DueSoon, StillWorks } from '#components/phone/phone-facts.tsx'
import { PhoneIdentity } from '#components/phone/phone-identity.tsx'
import { Card } from '#components/ui/card.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { besidesLive, type Live } from '#lib/loans/home-lead.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { hasLock, type PhoneStatus } from '#lib/loans/phone-status.ts'
import { staysOpenUntil } from '#lib/loans/stays-open.ts'
import { toldHold } from '#lib/loans/told-hold.ts'

type Props = PhoneStatus & {
  phone: Phone
  live: Live | undefined
  /** The card of the amounts leads, which names no phone. */
  asksToPay: boolean
  lender: Lender
  reader: Reader
}

export function HomeRail({ asksToPay, lender, reader, ...lead }: Props) {
  const { phone, live, arrears, reason, opening } = lead
  const clock = { ...lender, now: reader.now }
  const t = useTranslations('phones')
  const holds = useTranslations('holds')
  const path = `/phones/${phone.deviceId}`
  return (
    <>
      {asksToPay && (
        <Card>
          <PhoneIdentity phone={phone} reader={reader} isNamed />
          <LockChip reason={reason} opening={opening} />
        </Card>
      )}
      {live && (
        <PhoneCard
          {...lead}
          phone={besidesLive(phone, live)}
          told={toldHold(phone, clock)}
          staysOpenUntil={staysOpenUntil(phone, clock)}
          reader={reader}
          isNamed
          leads={live.kind}
        />
      )}
      {!awaitsSettlement(lead) && (
        <DueSoon arrears={arrears} currency={phone.currency} reader={reader} detailsHref={path} />
      )}
      {hasLock(reason) && <StillWorks works={lender.policy.worksWhileLocked} />}
      <Rows>
        {awaitsSettlement(lead) && <RowLink href={path} icon="phone" title={t('details')} />}
        {phone.outstandingMinor > 0n && !phone.handedBackAt && <AskRow deviceId={phone.deviceId} />}
        {hasLock(reason) && (
          <RowLink href="/locks" icon="phone" title={t('says_else')}>
            {t('says_else_note')}
          </RowLink>
        )}
        <RowLink href={`${path}/dispute`} icon="flag" title={holds('title')}>
          {t('wrong_note')}
        </RowLink>
        <RowLink href="/payments" icon="sheet" title={t('payments')}>
          {t('payments_note')}
        </RowLink>
      </Rows>
    </>
  )
}
