import { seenNumber } from '#app/form-values.ts'
import { Banner } from '#components/ui/banner.tsx'
import { formatAgo, formatMoment, isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type AboutCase, changeText } from './about-case.ts'

type Props = AboutCase & { search: { seen?: string; refused?: string } }

/** What changed since the page was last seen, and who has the case. */
export async function WhoHasIt({ search, ...about }: Props) {
  const t = await getTranslations('desk')
  const { found, changes, reader, staffId } = about
  const seen = seenNumber.parse(search.seen)
  const missed = seen === undefined ? [] : changes.filter(({ id }) => id > seen)
  // Pressed twice, the second comes late only for what the same person has just done.
  const isOwnWork = missed.length > 0 && missed.every(({ actor }) => actor === `staff:${staffId}`)
  const told = await Promise.all(missed.map((change) => changeText(change, reader)))
  const isOthers = found.takenBy !== null && found.takenBy !== staffId && !found.closedAt
  return (
    <>
      {search.refused && !isOwnWork && (
        <Banner tone="bad" title={t('case.stale_title')}>
          <p>{t('case.stale_text')}</p>
          <ul className="list-disc ps-5">
            {told.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Banner>
      )}
      {isOthers && found.takenAt && (
        <Banner
          tone="wait"
          title={t('case.taken_title', { name: isolated(found.takenByName ?? '') })}
        >
          {t('case.taken_text', {
            time: formatMoment(found.takenAt, reader),
            ago: formatAgo(found.takenAt, reader),
          })}
        </Banner>
      )}
      {found.takenBy === staffId && !found.closedAt && (
        <Banner tone="good" title={t('case.yours')} />
      )}
      {found.closedAt && (
        <Banner
          tone="plain"
          title={t('case.closed', { time: formatMoment(found.closedAt, reader) })}
        >
          {found.closingNote && <p className="whitespace-pre-line">{found.closingNote}</p>}
        </Banner>
      )}
    </>
  )
}
