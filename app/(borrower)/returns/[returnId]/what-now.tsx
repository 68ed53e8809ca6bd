import type { ComponentProps } from 'react'
import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { endedPaid, isLiveReturn } from '#lib/domain/return/return.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { Arranged } from './arranged.tsx'
import { Inspected } from './inspected.tsx'
import { QuoteOfReturn } from './quote-of-return.tsx'

type Props = ComponentProps<typeof Arranged> & { photoResult: string | undefined }

export async function WhatNow({ shown, photoResult, ...props }: Props) {
  const { lender, reader } = props
  const t = await getTranslations('returns')
  const { state, returnId, deviceId, settledAt } = shown
  const quotePage = `/phones/${deviceId}/return`
  const isOver = !isLiveReturn(state) && state !== 'closed' && !endedPaid(shown)
  return (
    <>
      {state === 'offered' && <LinkButton href={`${quotePage}/hand-over`}>{t('go_on')}</LinkButton>}
      {state === 'arranged' && <Arranged shown={shown} {...props} />}
      {settledAt && (
        <LinkButton href={`/returns/${returnId}/letter`}>{t('letter_button')}</LinkButton>
      )}
      {shown.inspectedAt && <Inspected shown={shown} reader={reader} photoResult={photoResult} />}
      {isOver && (
        <>
          <LinkButton look="quiet" href={quotePage}>
            {t('page.again')}
          </LinkButton>
          <TroubleLink deviceId={deviceId} />
        </>
      )}
      <QuoteOfReturn shown={shown} lenderName={lender.name} reader={reader} />
    </>
  )
}
