import { ActForm } from '#app/desk/acts/act-form.tsx'
import { ActPage } from '#app/desk/acts/act-page.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { isSentForm } from '#app/desk/acts/sent-form.ts'
import { requireUnlock } from '#app/desk/unlocks/[unlockId]/opened/opened-unlock.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Row } from '#components/ui/row.tsx'
import { database } from '#lib/db/client.ts'
import { formatDayAndTime, formatMoment } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { takeBackBar } from '#lib/workflows/unlocks/take-back-unlock.ts'
import { takeBack } from './actions.ts'

type Props = { params: Promise<{ unlockId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-unlocks'))('take_back.act') }
}

export default async function TakeBack({ params }: Props) {
  const viewed = await requireUnlock(await params)
  const { unlock, lender, reader } = viewed
  await auditView(database(), viewed, { subject: 'unlock', subjectId: unlock.id })
  const t = await getTranslations('desk-unlocks')
  const acts = await getTranslations('desk-acts')
  const which = { lenderId: lender.id, unlockId: unlock.id, now: reader.now }
  const bar = await takeBackBar(database(), which)
  const { relockAt, intent, requestedAt } = unlock
  const until = relockAt ? formatDayAndTime(relockAt, reader) : ''
  return (
    <ActPage
      {...viewed}
      title={t('take_back.act')}
      lead={t('take_back.lead')}
      back={{ href: `/desk/unlocks/${unlock.id}`, label: t('take_back.back') }}
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
        </>
      }
    >
      {bar && !(await isSentForm()) ? (
        <Banner tone="plain" title={t(`take_back.bar.${bar}`)} />
      ) : (
        <ActForm
          action={takeBack}
          hidden={{ unlockId: unlock.id }}
          words={await actWords(t('take_back.confirm'))}
          fields={[
            { name: 'reason', kind: 'area', label: acts('reason'), hint: acts('reason_hint') },
          ]}
        />
      )}
    </ActPage>
  )
}
