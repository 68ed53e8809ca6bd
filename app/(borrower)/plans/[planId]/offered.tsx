import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { accept } from './actions.ts'
import { DecisionNote, OfferedSchedule, WhatItMeans, WithdrawLink } from './plan-parts.tsx'
import type { FollowedPlan } from './shown-plan.ts'
import { SubmitOnce } from './submit-once.tsx'

/** An offer, whole: what is accepted is what is seen here. */
export async function Offered({ said, ...shown }: FollowedPlan & { said: string | undefined }) {
  const t = await getTranslations('plans')
  const { plan, lender } = shown
  return (
    <>
      {said === 'changed_since' && (
        <Banner tone="wait" title={t('changed.title')}>
          {t('changed.offer')}
        </Banner>
      )}
      {shown.changed && (
        <Banner tone="wait" title={t('changed.title')}>
          {t('changed.since_offer')}
        </Banner>
      )}
      <DecisionNote plan={plan} lenderName={lender.name} />
      <OfferedSchedule {...shown} title={t('offered.plan')} />
      <WhatItMeans {...shown} />
      <Form action={accept} className="flex flex-col gap-3 print:hidden">
        <input type="hidden" name="planId" value={plan.id} />
        <input type="hidden" name="offerId" value={plan.offer?.offerId ?? ''} />
        <SubmitOnce>{t(shown.changed ? 'offered.see_new' : 'offered.accept')}</SubmitOnce>
        {!shown.changed && (
          <p className="text-center text-small text-soft">{t('offered.by_accepting')}</p>
        )}
      </Form>
      <TextLink
        href={`/plans/${plan.id}/document`}
        className="flex min-h-11 items-center self-center"
      >
        {t('document.go')}
      </TextLink>
      <WithdrawLink planId={plan.id} state="offered" />
    </>
  )
}
