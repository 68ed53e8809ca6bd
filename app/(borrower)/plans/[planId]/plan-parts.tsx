import { promisedWordsNow } from '#components/payment/promised-words.ts'
import { PlanSummary } from '#components/plan-summary.tsx'
import { ScheduleCompare } from '#components/schedule-compare.tsx'
import { Badge, type Sign } from '#components/ui/badge.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { formatDay, isolated, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PlanRecord } from '#lib/plans/queries.ts'
import type { ShownPlanRecord } from './shown-plan.ts'

const signs: Record<PlanRecord['state'], Sign> = {
  asked: ['wait', 'clock'],
  offered: ['plain', 'info'],
  refused: ['plain', 'dash'],
  withdrawn: ['plain', 'dash'],
  expired: ['plain', 'clock'],
  active: ['good', 'check'],
  kept: ['good', 'check'],
  missed: ['wait', 'clock'],
  replaced: ['plain', 'dash'],
  superseded: ['plain', 'dash'],
}

export function PlanBadge({ state }: { state: PlanRecord['state'] }) {
  return <Badge sign={signs[state]} />
}

export async function WhatItMeans({ plan, now, lender, reach, reader }: ShownPlanRecord) {
  const t = await getTranslations('plans')
  const { warnDays, whenMissed, withdrawWithinDays } = lender.policy.plan
  const withdrawUntil = plan.withdrawUntil ?? todayOf(reader).add({ days: withdrawWithinDays })
  const isOpen = now.reason === 'open'
  const isAsked = plan.state === 'active' && plan.opens === 'on_acceptance' && !isOpen
  const first =
    plan.opens === 'after_first_payment' ? 'after_first' : isOpen ? 'stays_open' : 'opens'
  return (
    <Card>
      <h2>{t('means.title')}</h2>
      <ul className="flex list-disc flex-col gap-2 ps-5">
        {!isAsked && (
          <li>
            {t(`means.${first}`, {
              minutes: lender.policy.unlockUsualMinutes,
              opening: now.opening,
              ...promisedWordsNow(lender.policy, reader),
            })}
          </li>
        )}
        <li>{t('means.kept')}</li>
        <li>{t('means.missed', { days: warnDays, reach })}</li>
        <li>{t(`means.${whenMissed}`)}</li>
        {plan.offer && plan.offer.costMinor > 0n && (
          <li>{t('means.cost', { day: formatDay(withdrawUntil, reader, 'long') })}</li>
        )}
        <li>{t('means.change')}</li>
      </ul>
    </Card>
  )
}

export async function OfferedSchedule({
  plan,
  before,
  reader,
  title,
}: ShownPlanRecord & { title: string }) {
  const t = await getTranslations('plans')
  const { offer, currency } = plan
  if (!offer) return null
  return (
    <>
      <Card>
        <h2>{title}</h2>
        <PlanSummary plan={offer} currency={currency} reader={reader} />
      </Card>
      <Card>
        <h2>{t('compare.title')}</h2>
        <ScheduleCompare
          before={before}
          after={offer.installments}
          currency={currency}
          reader={reader}
        />
      </Card>
    </>
  )
}

type DecisionProps = { plan: PlanRecord; lenderName: string }

export async function DecisionNote({ plan, lenderName }: DecisionProps) {
  const t = await getTranslations('plans')
  if (!plan.decisionNote) return null
  return (
    <Card>
      <h2>{t('note_from', { lender: isolated(lenderName) })}</h2>
      <p dir="auto" className="whitespace-pre-line wrap-anywhere">
        {plan.decisionNote}
      </p>
    </Card>
  )
}

type WithdrawProps = { planId: string; state: 'asked' | 'offered' | 'active' }

export async function WithdrawLink({ planId, state }: WithdrawProps) {
  const t = await getTranslations('plans')
  return (
    <TextLink
      href={`/plans/${planId}/withdraw`}
      className="flex min-h-11 items-center self-center print:hidden"
    >
      {t(`withdraw.go.${state}`)}
    </TextLink>
  )
}
