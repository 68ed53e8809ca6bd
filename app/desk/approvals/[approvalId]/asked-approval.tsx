import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Approval } from '#lib/approvals/queries.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { Detail } from './detail.tsx'

/** What is asked of the second person, by whom and why, and what was decided. */
export function Asked({ approval, reader }: { approval: Approval; reader: Reader }) {
  const t = useTranslations('desk-acts')
  const { decidedAt } = approval
  return (
    <Card>
      <dl className="flex flex-col gap-1">
        <Detail approval={approval} reader={reader} />
        <Row term={t('approval.asked_by')}>
          <bdi>{approval.askerName}</bdi>
        </Row>
        <Row term={t('approval.asked_at')}>{formatMoment(approval.askedAt, reader)}</Row>
        {decidedAt && (
          <Row term={t('approval.decided_by')}>
            <bdi>{approval.deciderName}</bdi> · {formatMoment(decidedAt, reader)}
          </Row>
        )}
      </dl>
      <div>
        <h2>{t('approval.why')}</h2>
        <p dir="auto" className="wrap-anywhere whitespace-pre-line">
          {approval.reason}
        </p>
      </div>
      {approval.decisionNote && (
        <div>
          <h2>{t('note')}</h2>
          <p dir="auto" className="wrap-anywhere whitespace-pre-line">
            {approval.decisionNote}
          </p>
        </div>
      )}
    </Card>
  )
}
