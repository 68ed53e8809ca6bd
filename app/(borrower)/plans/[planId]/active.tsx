import { promisedWords } from '#components/payment/promised-words.ts'
import { HoldNotice } from '#components/phone/hold-notice.tsx'
import { LockChip } from '#components/phone/lock-chip.tsx'
import { phoneName } from '#components/phone/phone-name.ts'
import { ScheduleTable } from '#components/schedule-table.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { toldHold } from '#lib/loans/told-hold.ts'
import { WhatItMeans, WithdrawLink } from './plan-parts.tsx'
import type { FollowedPlan } from './shown-plan.ts'

export async function Active(shown: FollowedPlan) {
  const t = await getTranslations('plans')
  const { plan, phone, now, awaited, lender, reader } = shown
  const { arrears, reason, opening } = now
  const told = toldHold(phone, { ...lender, now: reader.now })
  const isMissing = arrears.overdue.length > 0 && !awaited
  return (
    <>
      {isMissing && (
        <Banner tone="wait" title={t('active.missing_title')}>
          {t('active.missing')}
        </Banner>
      )}
      {told && (isMissing || told.reason === 'plan_missed') && (
        <HoldNotice
          hold={told}
          isLocked={reason !== 'open'}
          promisedBy={phone.liveUnlock?.deadlineAt}
          opening={opening}
          reader={reader}
        />
      )}
      <Card>
        <h2>
          <bdi>{phoneName(phone)}</bdi>
        </h2>
        <LockChip reason={reason} opening={opening} />
        {plan.unlockState && reason !== 'open' && (
          <p className="text-small text-soft">
            {t('active.opening', {
              opening,
              ...promisedWords(phone.liveUnlock?.deadlineAt, reader),
            })}
          </p>
        )}
      </Card>
      {awaited && (
        <LinkButton href={`/payments/${awaited.paymentId}`}>{t('active.see_payment')}</LinkButton>
      )}
      <LinkButton href={`/phones/${plan.deviceId}/pay`} look={isMissing ? 'primary' : 'quiet'}>
        {t(isMissing ? 'active.pay_missing' : 'active.pay')}
      </LinkButton>
      <ScheduleTable arrears={arrears} currency={plan.currency} reader={reader} />
      <WhatItMeans {...shown} />
      <LinkButton look="quiet" href={`/plans/${plan.id}/document`}>
        {t('document.go')}
      </LinkButton>
      <TextLink
        href={`/phones/${plan.deviceId}/plan?change=1`}
        className="flex min-h-11 items-center self-center"
      >
        {t('active.change')}
      </TextLink>
      <WithdrawLink planId={plan.id} state="active" />
    </>
  )
}
