import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { type Beside, besideKind } from '#lib/domain/money/attempt.ts'
import { formatMoment, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Others = Exclude<Beside, { kind: 'own' | 'borrower_first' }>

/** What a payer must know of before one more payment is begun. */
export function isOthers(beside: Beside): beside is Others {
  return beside.kind !== 'own' && beside.kind !== 'borrower_first'
}

type Props = {
  token: string
  outstandingMinor: bigint
  reader: Reader
  beside: Others
  /** It was made through this very link. */
  isOwn: boolean
}

export async function BesideThis({ beside, isOwn, token, outstandingMinor, reader }: Props) {
  const t = await getTranslations('link')
  const { startedAt, paymentId, method } = beside.attempt
  const kind = besideKind(beside, outstandingMinor)
  const at = formatMoment(startedAt, reader)
  const until = 'untilAt' in beside ? formatUntil(beside.untilAt, reader) : ''
  return (
    <Banner tone="wait" title={t(`beside.${kind}.title`, { until })}>
      <p>{t(`beside.${kind}.body`, { at, until, method: method ?? 'other' })}</p>
      {isOwn && kind !== 'somebody' && (
        <TextLink
          href={`/p/${encodeURIComponent(token)}/payments/${paymentId}`}
          className="flex min-h-11 items-center"
        >
          {t(`beside.${kind}.see`)}
        </TextLink>
      )}
    </Banner>
  )
}
