import { TimesSaid } from '#app/desk/unlocks/times-said.tsx'
import { Card } from '#components/ui/card.tsx'
import { foldNeighbours } from '#lib/domain/fold.ts'
import { wordIn } from '#lib/domain/lock/by-hand.ts'
import { isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { evidenceSince } from '#lib/unlocks/unlock-history.ts'

type Told = Awaited<ReturnType<typeof evidenceSince>>[number]
type Props = { evidence: Told[]; reader: Reader }

/** What the phone itself said since the unlock was asked for, or somebody who saw it. What it says again is one line. */
export function Evidence({ evidence, reader }: Props) {
  const t = useTranslations('desk-unlocks')
  return (
    <Card>
      <h2>{t('evidence.title')}</h2>
      {evidence.length === 0 && <p>{t('evidence.none')}</p>}
      <ol className="flex flex-col gap-2">
        {foldNeighbours(evidence, said).map(({ newest: one, ...times }) => (
          <li key={one.id} className="flex flex-wrap justify-between gap-x-4">
            <span>
              <span className="font-semibold">{t(`evidence.actual.${one.actual}`)}</span>{' '}
              <span className="text-small text-soft">
                {t(`evidence.source.${one.source}`, { name: isolated(one.saidByName ?? '') })}
              </span>
            </span>
            <span className="text-small text-soft">
              <TimesSaid
                folded={{ newest: one, ...times }}
                at={
                  times.count > 1 ? ({ receivedAt }) => receivedAt : ({ observedAt }) => observedAt
                }
                reader={reader}
              />
            </span>
            {one.isFromFuture && (
              <span className="basis-full text-small font-semibold text-wait">
                {t('evidence.from_future')}
              </span>
            )}
            {one.saidByName && <Word said={one.rawStatus} />}
          </li>
        ))}
      </ol>
    </Card>
  )
}

// Each word of a person stands for itself.
function said({ id, saidByName, source, actual, rawStatus, isFromFuture }: Told) {
  return saidByName ? [id] : [source, actual, rawStatus, isFromFuture]
}

function Word({ said }: { said: string }) {
  const t = useTranslations('desk-unlocks')
  const { knownBy, note } = wordIn(said)
  return (
    <span className="basis-full text-small wrap-anywhere">
      {knownBy && `${t(`opened.known_by.${knownBy}`)}: `}
      <bdi>{note}</bdi>
    </span>
  )
}
