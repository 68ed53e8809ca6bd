import { ActForm } from '#app/desk/acts/act-form.tsx'
import { ActPage } from '#app/desk/acts/act-page.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { isSentForm } from '#app/desk/acts/sent-form.ts'
import { byHand } from '#app/desk/unlocks/[unlockId]/asked-by-hand.ts'
import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Row } from '#components/ui/row.tsx'
import { database } from '#lib/db/client.ts'
import { formatDayAndTime, formatMoment } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { sayOpen } from './actions.ts'
import { openedFields } from './opened-fields.ts'
import { requireUnlock } from './opened-unlock.ts'

type Props = { params: Promise<{ unlockId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-unlocks'))('opened.title') }
}

export default async function Opened({ params }: Props) {
  const viewed = await requireUnlock(await params)
  const { unlock, reader } = viewed
  await auditView(database(), viewed, { subject: 'unlock', subjectId: unlock.id })
  const t = await getTranslations('desk-unlocks')
  const { status, newestId } = await byHand(unlock)
  const { relockAt, intent, deadlineAt, requestedAt } = unlock
  const until = relockAt ? formatDayAndTime(relockAt, reader) : ''
  return (
    <ActPage
      {...viewed}
      title={t('opened.title')}
      lead={status !== 'by_service' && t('opened.lead')}
      back={{ href: `/desk/unlocks/${unlock.id}`, label: t('opened.back') }}
      facts={
        <>
          <Row term={t('opened.borrower')}>
            <bdi>{unlock.borrowerName}</bdi>
          </Row>
          <Row term={t('opened.phone')}>
            <bdi>{`${unlock.brand} ${unlock.model}`}</bdi>
          </Row>
          <Row term={t('unlock.wish')}>{t(`intent.${intent}`, { until })}</Row>
          <Row term={t('unlock.requested_at')}>{formatMoment(requestedAt, reader)}</Row>
          <Row term={t('unlock.deadline_at')}>{formatMoment(deadlineAt, reader)}</Row>
        </>
      }
    >
      {status === 'asked' || (await isSentForm()) ? (
        <ActForm
          action={sayOpen}
          hidden={{ unlockId: unlock.id }}
          words={await actWords(t('opened.confirm'))}
          fields={await openedFields(unlock, reader)}
        />
      ) : (
        <Banner tone={status === 'over' ? 'good' : 'plain'} title={t(`opened.status.${status}`)}>
          {status === 'replaced' && (
            <TextLink href={`/desk/unlocks/${newestId}/opened`}>{t('opened.to_newer')}</TextLink>
          )}
          {status === 'ended' && t('opened.ended')}
        </Banner>
      )}
    </ActPage>
  )
}
