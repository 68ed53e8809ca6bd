import { DeskClock } from '#components/desk/desk-clock.tsx'
import { DeskLine, DeskList } from '#components/desk/desk-list.tsx'
import { Digits } from '#components/digits.tsx'
import type { WorkItem } from '#lib/desk/work-list.ts'
import { formatAgo, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { workPath, workTitle } from './work-words.ts'

type Props = {
  items: WorkItem[]
  /** Of what the list is: everything, one kind, or what the reader has taken. */
  of: 'all' | 'group' | 'mine'
  reader: Reader
  staffId: string
}

export async function WorkLines({ items, of, reader, staffId }: Props) {
  const t = await getTranslations('desk')
  if (items.length === 0) return <p className="card">{t(`work.none.${of}`)}</p>
  return (
    <DeskList label={t('work.title')}>
      {items.map((item) => (
        <WorkLine
          key={`${item.subject}-${item.id}`}
          item={item}
          reader={reader}
          staffId={staffId}
        />
      ))}
    </DeskList>
  )
}

async function WorkLine({
  item,
  reader,
  staffId,
}: Omit<Props, 'items' | 'of'> & { item: WorkItem }) {
  const t = await getTranslations('desk')
  const { borrowerName, loanNumber, reference, dueAt, takenBy, takenByName } = item
  const age = t('work.age', { ago: formatAgo(item.since, reader) })
  return (
    <DeskLine
      title={await workTitle(item)}
      href={workPath(item)}
      aside={
        <>
          <DeskClock dueAt={dueAt} reader={reader} />
          <span className="text-soft">{age}</span>
          {takenBy && (
            <span className="font-semibold">
              {takenBy === staffId
                ? t('work.taken_by_you')
                : t('work.taken_by', { name: takenByName ?? '' })}
            </span>
          )}
        </>
      }
    >
      <span>
        {borrowerName && <bdi>{borrowerName}</bdi>}
        {loanNumber && (
          <>
            {' · '}
            <Digits>{loanNumber}</Digits>
          </>
        )}
      </span>
      {reference && (
        <span>
          <Digits>{reference}</Digits>
        </span>
      )}
    </DeskLine>
  )
}
