import { CauseWords } from '#app/desk/unlocks/cause-words.tsx'
import { ActorName } from '#components/desk/actor-name.tsx'
import { ProviderName } from '#components/desk/provider-name.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Fact, Facts } from '#components/ui/row.tsx'
import { toldState } from '#lib/domain/lock/unlock.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { formatDayAndTime, formatMoment, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { UnlockDetail, WhoAsked } from '#lib/unlocks/unlock-history.ts'

type Props = { unlock: UnlockDetail; asked: WhoAsked | undefined; reader: Reader }

export function UnlockFacts({ unlock, asked, reader }: Props) {
  const t = useTranslations('desk-unlocks')
  const acts = useTranslations('desk-acts')
  const at = (moment: Temporal.Instant) => formatMoment(moment, reader)
  const { relockAt, dispatchedAt, acceptedAt, confirmedAt, lateAt, errorClass } = unlock
  const isJoined = toldState(unlock) === 'joined'
  const isMoving = nextStates.includes(unlock.state)
  const isOver = overStates.includes(unlock.state)
  // A person opens it: nothing is sent, and there is nobody who answers.
  const isByHand = isOpenedByHand(unlock.provider)
  const rows: Fact[] = [
    [t('unlock.state'), t(`state.${toldState(unlock)}`)],
    [
      t('unlock.wish'),
      t(`intent.${unlock.intent}`, { until: relockAt ? formatDayAndTime(relockAt, reader) : '' }),
    ],
    [t('unlock.because'), t(`because.${unlock.cause}`)],
    [t('unlock.provider'), <ProviderName key="provider" provider={unlock.provider} />],
    asked !== undefined && [
      t('unlock.asked_by'),
      <span key="asker">
        <ActorName {...asked} />
        {asked.agreedByName && ` ${acts('agreed_by', { name: isolated(asked.agreedByName) })}`}
      </span>,
    ],
    [t('unlock.requested_at'), at(unlock.requestedAt)],
    !isByHand && dispatchedAt !== null && [t('unlock.dispatched_at'), at(dispatchedAt)],
    acceptedAt !== null && [t('unlock.accepted_at'), at(acceptedAt)],
    confirmedAt !== null && [t('unlock.confirmed_at'), at(confirmedAt)],
    [t('unlock.deadline_at'), at(unlock.deadlineAt)],
    lateAt !== null && [t('unlock.late_at'), at(lateAt)],
    isMoving && [t('unlock.next_action_at'), at(unlock.nextActionAt)],
    !isByHand && [t('unlock.attempts'), String(unlock.attempts)],
    unlock.lastSeenAt !== null && [t('unlock.last_seen_at'), at(unlock.lastSeenAt)],
    unlock.supersededBy !== null && [
      t(isJoined ? 'unlock.joined' : 'unlock.replaced_by'),
      <TextLink key="newer" href={`/desk/unlocks/${unlock.supersededBy}`}>
        {t(isJoined ? 'unlock.longer' : 'unlock.newer')}
      </TextLink>,
    ],
  ]
  return (
    <Card>
      {errorClass && !isOver && (
        <>
          <h2>
            <CauseWords errorClass={errorClass} stage="refused" />
          </h2>
          {unlock.errorDetail && !isByHand && (
            <p className="text-small wrap-anywhere text-soft">
              <bdi dir="ltr">{unlock.errorDetail}</bdi>
            </p>
          )}
        </>
      )}
      <Facts rows={rows} />
    </Card>
  )
}

const overStates: readonly string[] = ['confirmed', 'superseded']
const nextStates: readonly string[] = ['requested', 'retry_wait', 'accepted', 'delivered']
