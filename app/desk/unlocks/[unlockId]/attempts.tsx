import { CauseWords } from '#app/desk/unlocks/cause-words.tsx'
import { TimesSaid } from '#app/desk/unlocks/times-said.tsx'
import { Card } from '#components/ui/card.tsx'
import { foldNeighbours } from '#lib/domain/fold.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { attemptsOf } from '#lib/unlocks/unlock-history.ts'

type Attempt = Awaited<ReturnType<typeof attemptsOf>>[number]
type Props = { attempts: Attempt[]; begun: number; reader: Reader }

/** Every attempt at the lock service, with what it answered; the same answer again is one line. `begun`: how many there are. */
export function Attempts({ attempts, begun, reader }: Props) {
  const t = useTranslations('desk-unlocks')
  return (
    <Card>
      <h2>{t('attempts.title')}</h2>
      {begun > (attempts[0]?.number ?? 0) ? (
        <p>{t('attempts.begun', { number: begun })}</p>
      ) : (
        attempts.length === 0 && <p>{t('attempts.none')}</p>
      )}
      <ol className="flex flex-col gap-2">
        {foldNeighbours(attempts, said).map(({ newest: attempt, ...times }) => (
          <li key={attempt.id} className="flex flex-col">
            <span className="flex flex-wrap justify-between gap-x-4">
              <span className="font-semibold">
                {t(`attempts.kind.${attempt.kind}`, { number: attempt.number })}{' '}
                {t(`attempts.outcome.${attempt.outcome === 'accepted' ? 'accepted' : 'failed'}`)}
              </span>
              <span className="text-small text-soft">
                <TimesSaid
                  folded={{ newest: attempt, ...times }}
                  at={({ startedAt }) => startedAt}
                  reader={reader}
                />
              </span>
            </span>
            {attempt.errorClass && (
              <span className="text-small">
                <CauseWords errorClass={attempt.errorClass} stage="refused" />
              </span>
            )}
            {(attempt.httpStatus || attempt.detail) && (
              <span className="text-small wrap-anywhere text-soft">
                <bdi dir="ltr">
                  {[attempt.httpStatus, attempt.detail].filter(Boolean).join(' · ')}
                </bdi>
              </span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function said({ kind, outcome, errorClass, httpStatus, detail }: Attempt) {
  return [kind, outcome, errorClass, httpStatus, detail]
}
