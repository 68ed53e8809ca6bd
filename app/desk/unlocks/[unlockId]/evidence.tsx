import { Card } from '#components/ui/card.tsx'
import { wordIn } from '#lib/domain/opened-by-hand.ts'
import type { evidenceSince } from '#lib/unlocks/unlock-history.ts'
import { formatMoment, isolated, type Reader } from '#lib/words/format.ts'
import { useTranslations } from '#lib/words/translations.ts'

type Props = { evidence: Awaited<ReturnType<typeof evidenceSince>>; reader: Reader }

/** What the phone itself said since the unlock was asked for, or somebody who saw it. */
export function Evidence({ evidence, reader }: Props) {
  const t = useTranslations('desk-unlocks')
  return (
    <Card>
      <h2>{t('evidence.title')}</h2>
      {evidence.length === 0 && <p>{t('evidence.none')}</p>}
      <ol className="flex flex-col gap-2">
        {evidence.map((one) => (
          <li key={one.id} className="flex flex-wrap justify-between gap-x-4">
            <span>
              <span className="font-semibold">{t(`evidence.actual.${one.actual}`)}</span>{' '}
              <span className="text-small text-soft">
                {t(`evidence.source.${one.source}`, { name: isolated(one.saidByName ?? '') })}
              </span>
            </span>
            <span className="text-small text-soft">{formatMoment(one.observedAt, reader)}</span>
            {one.saidByName && <Word said={one.rawStatus} />}
          </li>
        ))}
      </ol>
    </Card>
  )
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
