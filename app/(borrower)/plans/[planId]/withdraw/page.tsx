import { requirePlan, saidState } from '#app/(borrower)/plans/[planId]/shown-plan.ts'
import { Page } from '#components/page/page.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { withdraw } from './actions.ts'
import { WhatFallsAway } from './what-falls-away.tsx'

type Props = { params: Promise<{ planId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('plans'))('withdraw.title') }
}

export default async function WithdrawPlan({ params }: Props) {
  const shown = await requirePlan((await params).planId)
  const { lender, plan } = shown
  const { state, id, reference } = plan
  const t = await getTranslations('plans')
  const isLive = state === 'asked' || state === 'offered' || state === 'active'
  const most = lender.policy.plan.mostInYear
  const days = lender.policy.hold.warningDays
  return (
    <Page
      title={t(isLive ? `withdraw.go.${state}` : `state.${saidState(plan, shown.phone)}`)}
      lead={isLive ? t(`withdraw.effect.${state}`, { days }) : t('withdraw.over')}
      lender={lender}
      signedIn
      reference={reference}
      back={{ href: `/plans/${id}`, label: t('one') }}
    >
      {isLive && (
        <>
          <WhatFallsAway {...shown} />
          <p>{t(state === 'active' ? 'withdraw.limit' : 'withdraw.again', { most })}</p>
          <Form action={withdraw} className="flex flex-col gap-3">
            <input type="hidden" name="planId" value={id} />
            <Button>{t(`withdraw.do.${state}`)}</Button>
            <LinkButton look="quiet" href={`/plans/${id}`}>
              {t('withdraw.keep')}
            </LinkButton>
          </Form>
        </>
      )}
    </Page>
  )
}
