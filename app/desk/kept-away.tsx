import { Row } from '#components/ui/row.tsx'
import { formatUntil, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { allKeeping, type Keeping } from './all-keeping.ts'

type Props = {
  loanId: string
  /** The plan, the return or the message that the page is about. */
  causeId: string
  reader: Reader
}

/** Until when the lock side is kept away and why; and until when by what the page is about, where that ends before. */
export async function KeptAway({ loanId, causeId, reader }: Props) {
  const t = await getTranslations('desk')
  const all = await allKeeping(loanId, reader.now)
  const [longest] = all
  const own = all.find((one) => one.causeId === causeId)
  if (!longest) return <Row term={t('kept_away.until')}>{t('kept_away.not')}</Row>
  return (
    <>
      <Row term={t('kept_away.until')}>{formatUntil(longest.untilAt, reader)}</Row>
      <Row term={t('kept_away.why')}>{await whyOf(longest)}</Row>
      {longest !== own && (
        <Row term={t('kept_away.by_this')}>
          {own ? formatUntil(own.untilAt, reader) : t('kept_away.not')}
        </Row>
      )}
    </>
  )
}

/** What keeps the lock side away past a moment, as a sentence; undefined: nothing else does. */
export async function keptLonger(
  { loanId, causeId, reader }: Props,
  past: Temporal.Instant,
): Promise<string | undefined> {
  const all = await allKeeping(loanId, reader.now)
  const longest = all.find((one) => one.causeId !== causeId)
  if (!longest || Temporal.Instant.compare(longest.untilAt, past) <= 0) return undefined
  const t = await getTranslations('desk')
  const until = formatUntil(longest.untilAt, reader)
  return t('kept_away.longer', { until, why: await whyOf(longest) })
}

async function whyOf({ reason, reference }: Keeping): Promise<string> {
  const t = await getTranslations('desk')
  const why = reason === 'books' ? t('kept_away.books') : t(`hold.${reason}`)
  return reference ? `${why} (${isolated(reference)})` : why
}
