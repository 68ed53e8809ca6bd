import type { ReactNode } from 'react'
import { CauseWords } from '#app/desk/unlocks/cause-words.tsx'
import { TimesSaid } from '#app/desk/unlocks/times-said.tsx'
import { Digits } from '#components/digits.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { type StoryLine, unlockStory } from '#lib/desk/unlock-story.ts'
import { foldNeighbours } from '#lib/domain/fold.ts'
import { wordIn } from '#lib/domain/lock/by-hand.ts'
import { toldState } from '#lib/domain/lock/unlock.ts'
import { formatDayAndTime, formatTime, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { PartTitle } from './contents.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

/** What was asked of the lock side, every try, and what the phone said, in the order of time. What is said again is one line. */
export async function UnlockStory({ loan, reader }: ViewedLoan) {
  const t = await getTranslations('desk')
  const told = await unlockStory(database(), loan.deviceId)
  // To a lock that a person opens nothing is sent.
  const lines = told.filter(
    (line) => line.kind !== 'attempt' || line.attempt.errorClass !== 'needs_person',
  )
  return (
    <Card>
      <PartTitle part="unlocks" />
      {lines.length === 0 && <p className="text-soft">{t('loan.no_unlocks')}</p>}
      <ol className="flex flex-col divide-y divide-line text-small">
        {foldNeighbours(lines, said).map(({ newest: line, ...more }) => (
          <li key={keyOf(line)} className="grid gap-x-4 py-2 sm:grid-cols-[15rem_1fr]">
            <time dateTime={line.at.toString({ smallestUnit: 'second' })} className="text-soft">
              {formatDayAndTime(line.at, reader)}
              <span className="sr-only"> {formatTime(line.at, reader, '2-digit')}</span>
            </time>
            <span className="flex min-w-0 flex-col wrap-anywhere">
              <Told line={line} reader={reader} />
              {more.count > 1 && (
                <span>
                  <TimesSaid folded={{ newest: line, ...more }} at={saidAt} reader={reader} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function keyOf(line: StoryLine): string {
  if (line.kind === 'unlock') return line.unlock.id
  return line.kind === 'attempt' ? line.attempt.id : line.evidence.id
}

// Each wish, and each word of a person, stands for itself.
function said(line: StoryLine): unknown[] {
  if (line.kind === 'unlock') return [line.unlock.id]
  if (line.kind === 'attempt') {
    const { reference, attemptKind, outcome, errorClass, httpStatus, detail } = line.attempt
    return [reference, attemptKind, outcome, errorClass, httpStatus, detail]
  }
  const { id, saidByName, source, actual, rawStatus, otherLocks, relockAt } = line.evidence
  return saidByName ? [id] : [source, actual, rawStatus, otherLocks, relockAt]
}

// A phone that is away says what it said last, each time that it is asked for.
function saidAt(line: StoryLine): Temporal.Instant {
  return line.kind === 'evidence' ? line.evidence.receivedAt : line.at
}

async function Told({ line, reader }: { line: StoryLine; reader: Reader }): Promise<ReactNode> {
  if (line.kind === 'unlock') return <UnlockLine unlock={line.unlock} reader={reader} />
  if (line.kind === 'attempt') return <AttemptLine attempt={line.attempt} />
  return <EvidenceLine evidence={line.evidence} reader={reader} />
}

const overStates: readonly string[] = ['confirmed', 'superseded', 'joined', 'called_off']

type UnlockLineProps = { unlock: Extract<StoryLine, { kind: 'unlock' }>['unlock']; reader: Reader }

async function UnlockLine({ unlock, reader }: UnlockLineProps) {
  const t = await getTranslations('desk')
  const { reference, cause, intent, relockAt, lateAt, errorClass, errorDetail } = unlock
  const told = toldState(unlock)
  const isOver = overStates.includes(told)
  return (
    <>
      <span className="font-semibold">
        {t(`story.unlock.${intent}`, {
          time: relockAt ? formatDayAndTime(relockAt, reader) : '',
        })}{' '}
        <Digits>{reference}</Digits>
      </span>
      <span>
        {t(`story.cause.${cause}`)} · {t(`unlock_state.${told}`)}
      </span>
      {lateAt && <span className="font-semibold text-bad">{t('story.late')}</span>}
      {errorClass && !isOver && told !== 'by_person' && (
        <>
          <span>
            <CauseWords errorClass={errorClass} stage="refused" />
          </span>
          <Technical>{errorDetail}</Technical>
        </>
      )}
    </>
  )
}

async function AttemptLine({
  attempt,
}: {
  attempt: Extract<StoryLine, { kind: 'attempt' }>['attempt']
}) {
  const t = await getTranslations('desk')
  const { attemptKind, number, reference, errorClass, httpStatus, detail } = attempt
  const technical = [httpStatus, detail].filter(Boolean).join(' · ')
  return (
    <>
      <span>{t(`story.attempt.${attemptKind}`, { number, reference: isolated(reference) })}</span>
      <span>
        {errorClass ? (
          <CauseWords errorClass={errorClass} stage="refused" />
        ) : (
          t('unlock_state.accepted')
        )}
      </span>
      <Technical>{technical}</Technical>
    </>
  )
}

/** What the lock service itself said, in its own words. */
function Technical({ children }: { children: string | null }) {
  return (
    children && (
      <span className="text-soft">
        <bdi dir="ltr">{children}</bdi>
      </span>
    )
  )
}

type EvidenceLineProps = {
  evidence: Extract<StoryLine, { kind: 'evidence' }>['evidence']
  reader: Reader
}

async function EvidenceLine({ evidence, reader }: EvidenceLineProps) {
  const t = await getTranslations('desk')
  const { source, actual, receivedAt, rawStatus, otherLocks, relockAt, saidByName } = evidence
  const state = t(`lock_state.${actual}`)
  const isOpen = actual === 'unlocked' || actual === 'released'
  const locks = otherLocks.map((name) => t(`other_lock.${name}`))
  return (
    <>
      <span className={`font-semibold ${isOpen ? 'text-good' : ''}`}>
        {saidByName
          ? t('story.person_says', { state, name: isolated(saidByName) })
          : t('story.phone_says', { state })}
      </span>
      <span>
        {t(`story.source.${source}`, { time: formatTime(receivedAt, reader, '2-digit') })}
        {relockAt && ` · ${t('story.relock', { time: formatDayAndTime(relockAt, reader) })}`}
      </span>
      {locks.length > 0 && <span>{locks.join(' · ')}</span>}
      {saidByName ? <bdi>{wordIn(rawStatus).note}</bdi> : <Technical>{rawStatus}</Technical>}
    </>
  )
}
