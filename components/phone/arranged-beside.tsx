import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Waiting } from './going-on.tsx'

type Props = {
  phone: Pick<Waiting, 'offer' | 'plan' | 'handBack'>
  /** What is about to be done beside it. */
  doing: 'pay' | 'promise'
  reader: Reader
}

export function ArrangedBeside({ phone: { offer, plan, handBack }, doing, reader }: Props) {
  const t = useTranslations('pay')
  const trouble = useTranslations('trouble')
  const phones = useTranslations('phones')
  const day = offer ? formatDay(offer.validUntil, reader, 'long') : ''
  return (
    <>
      {plan?.state === 'asked' && (
        <Banner tone="wait" title={t('arranged.asked.title')}>
          <p>{t(`arranged.asked.${doing}`)}</p>
          <See href={`/plans/${plan.planId}`}>{trouble('plan.see.asked')}</See>
        </Banner>
      )}
      {offer && (
        <Banner tone="wait" title={t('arranged.offered.title', { day })}>
          <p>{t(`arranged.offered.${doing}`, { day })}</p>
          <See href={`/plans/${offer.planId}`}>{trouble('plan.see.offered')}</See>
        </Banner>
      )}
      {handBack && !handBack.isSettled && (
        <Banner tone="wait" title={t('arranged.hand_back.title')}>
          <p>{t(`arranged.hand_back.${doing}`)}</p>
          <See href={`/returns/${handBack.returnId}`}>{phones('return_see')}</See>
        </Banner>
      )}
    </>
  )
}

function See({ href, children }: { href: string; children: string }) {
  return (
    <TextLink href={href} className="flex min-h-11 items-center">
      {children}
    </TextLink>
  )
}
