import { HoldNotice } from '#components/phone/hold-notice.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { OwnMessage } from '#lib/cases/message-of.ts'
import type { Reach } from '#lib/domain/identity/contact.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { openingOf } from '#lib/domain/lock/opening.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatDay, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { toldHold } from '#lib/loans/told-hold.ts'
import { YourMessage } from './your-message.tsx'

type Props = {
  message: OwnMessage
  phone: Phone
  lender: { name: string; policy: LenderPolicy }
  reach: Reach
  reader: Reader
}

export async function Sent({ message, phone, lender, reach, reader }: Props) {
  const t = await getTranslations('holds')
  const opening = openingOf(phone, reader.now)
  const dueAt = message.dueAt ?? message.openedAt
  const day = formatDay(lastDayOf(dueAt, reader.timeZone), reader, 'long')
  const isLate = Temporal.Instant.compare(dueAt, reader.now) <= 0
  const told = toldHold(phone, { ...reader, policy: lender.policy })
  const isHeld = phone.hold?.reason === 'dispute'
  const look = { lender: isolated(lender.name), day }
  return (
    <>
      {told && (
        <HoldNotice
          hold={told}
          isLocked={phone.lockState === 'locked'}
          promisedBy={phone.liveUnlock?.deadlineAt}
          opening={opening}
          reader={reader}
        />
      )}
      {(!phone.hold || phone.hold.reason === 'dispute_answered') && <p>{t('sent.no_hold')}</p>}
      <Card>
        <h2>{t('sent.next_title')}</h2>
        <ol className="flex list-decimal flex-col gap-2 ps-5">
          <li>{t(isLate ? 'sent.next_late' : 'sent.next_look', look)}</li>
          {isLate && isHeld && <li>{t('sent.next_late_open')}</li>}
          <li>{t('sent.next_answer', { reach, day, late: isLate ? 'yes' : 'no' })}</li>
          <li>{t('sent.next_after')}</li>
          {isHeld && (
            <li>{t('sent.next_open', { days: lender.policy.hold.disputeAnsweredDays })}</li>
          )}
        </ol>
      </Card>
      <YourMessage
        message={message}
        reader={reader}
        addHref={`/phones/${phone.deviceId}/dispute`}
      />
      <LinkButton look="quiet" href="/phones">
        {t('sent.to_phones')}
      </LinkButton>
    </>
  )
}
