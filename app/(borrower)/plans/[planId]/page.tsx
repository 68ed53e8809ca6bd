import { Live } from '#components/page/live.tsx'
import { Page } from '#components/page/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { Active } from './active.tsx'
import { Offered } from './offered.tsx'
import { Over } from './over.tsx'
import { PlanLead } from './plan-lead.tsx'
import { PlanBadge } from './plan-parts.tsx'
import { followPlan, planProgress, saidState } from './shown-plan.ts'
import { Asked } from './waiting-plan.tsx'

type Props = {
  params: Promise<{ planId: string }>
  searchParams: Promise<{ said?: string }>
}

export async function generateMetadata() {
  return { title: (await getTranslations('plans'))('one') }
}

export default async function Plan({ params, searchParams }: Props) {
  const shown = await followPlan((await params).planId)
  const { lender, plan } = shown
  const t = await getTranslations('plans')
  const words = await getTranslations('common')
  const { state } = plan
  const { said } = await searchParams
  const isOpen = state === 'asked' || state === 'offered'
  const { isFinal, isOpening, version } = planProgress(plan)
  const again = <meta httpEquiv="refresh" content="5" />
  return (
    <Page
      title={t(`state.${saidState(plan, shown.phone)}`)}
      badge={<PlanBadge state={state} />}
      lead={<PlanLead {...shown} />}
      lender={lender}
      signedIn
      reference={plan.reference}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      {isOpen && said === 'asked_before' && (
        <Banner tone="wait" title={t('changed.before_title')}>
          {t('changed.before')}
        </Banner>
      )}
      {state === 'asked' && <Asked {...shown} />}
      {state === 'offered' && <Offered {...shown} said={said} />}
      {state === 'active' && <Active {...shown} />}
      {!isOpen && state !== 'active' && <Over {...shown} />}
      {!isFinal && (
        <>
          <Live statusUrl={`/api/plans/${plan.id}`} version={version} />
          {isOpening && <noscript>{again}</noscript>}
        </>
      )}
    </Page>
  )
}
