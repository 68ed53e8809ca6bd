import { DeskClock } from '#components/desk/desk-clock.tsx'
import { DeskLine, DeskList } from '#components/desk/desk-list.tsx'
import { Digits } from '#components/digits.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { handOverDay } from '#lib/domain/return/hand-over.ts'
import { saidState } from '#lib/domain/return/return.ts'
import { formatAgo, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { returnsOfLender } from '#lib/returns/queries.ts'

type Line = Awaited<ReturnType<typeof returnsOfLender>>[number]

export function ReturnLines({ lines, reader }: { lines: Line[]; reader: Reader }) {
  const t = useTranslations('desk-returns')
  if (lines.length === 0) return <p className="card">{t('none')}</p>
  return (
    <DeskList label={t('title')}>
      {lines.map((line) => (
        <DeskLine
          key={line.returnId}
          title={t(`state.${saidState(line)}`)}
          href={`/desk/returns/${line.returnId}`}
          aside={<WhenDue line={line} reader={reader} />}
        >
          <span>
            <bdi>{modelName(line)}</bdi> · <Digits>{line.loanNumber}</Digits>
          </span>
          <Digits>{line.reference}</Digits>
        </DeskLine>
      ))}
    </DeskList>
  )
}

function WhenDue({ line, reader }: { line: Line; reader: Reader }) {
  const t = useTranslations('desk-returns')
  const { state, stateAt, answerBy } = line
  const day = handOverDay(line)
  const dueAt =
    state === 'arranged' && day
      ? endOfDay(day, reader.timeZone)
      : state === 'inspected'
        ? answerBy
        : null
  return (
    <>
      {dueAt && <DeskClock dueAt={dueAt} reader={reader} />}
      <span className="text-soft">{t('since', { ago: formatAgo(stateAt, reader) })}</span>
    </>
  )
}
