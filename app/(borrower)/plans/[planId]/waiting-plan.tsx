import { HoldNotice } from '#components/phone/hold-notice.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { toldHold } from '#lib/loans/told-hold.ts'
import { OfferedSchedule, WithdrawLink } from './plan-parts.tsx'
import type { FollowedPlan } from './shown-plan.ts'

/** A request that waits for a person: what was asked, what the phone does meanwhile, and the ways back. */
export async function Asked(shown: FollowedPlan) {
  const t = await getTranslations('plans')
  const { plan, phone, now, lender, reach, reader } = shown
  const { decideBy } = plan
  const isLate = decideBy !== null && Temporal.Instant.compare(decideBy, reader.now) <= 0
  const day = decideBy ? formatDay(lastDayOf(decideBy, lender.timeZone), reader, 'long') : ''
  const told = toldHold(phone, { ...lender, now: reader.now })
  return (
    <>
      {told ? (
        <HoldNotice
          hold={told}
          isLocked={now.reason !== 'open'}
          opening={now.opening}
          promisedBy={phone.liveUnlock?.deadlineAt}
          reader={reader}
        />
      ) : (
        <p>{t('asked.not_held')}</p>
      )}
      <Card>
        <h2>{t('asked.next_title')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          <li>{t('asked.next_person')}</li>
          <li>{t('asked.next_letter', { reach, day, late: isLate ? 'yes' : 'no' })}</li>
          <li>{t('asked.next_nothing')}</li>
        </ul>
      </Card>
      {shown.changed && <p>{t(`asked.changed.${shown.changed}`)}</p>}
      <OfferedSchedule {...shown} title={t('asked.what')} />
      <LinkButton look="quiet" href={`/phones/${plan.deviceId}/pay`}>
        {t('asked.pay')}
      </LinkButton>
      <WithdrawLink planId={plan.id} state="asked" />
    </>
  )
}
