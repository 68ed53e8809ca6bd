import { Row } from '#components/ui/row.tsx'
import type { ActDetail } from '#lib/domain/approval.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { detail: Extract<ActDetail, { act: 'cash' }>; reader: Reader }

export function CashRows({ detail, reader }: Props) {
  const t = useTranslations('desk-acts')
  const { method, officeReceipt, takenOn, why } = detail
  return (
    <>
      <Row term={t('cash.method.label')}>{t(`cash.method.${method}`)}</Row>
      <Row term={t('cash.receipt')}>
        <bdi>{officeReceipt}</bdi>
      </Row>
      <Row term={t('cash.taken_on')}>{formatDay(Temporal.PlainDate.from(takenOn), reader)}</Row>
      <Row term={t('approval.why_two')}>
        {why.map((reason) => (
          <span key={reason} className="block">
            {' '}
            {t(`cash.why_short.${reason}`)}
          </span>
        ))}
      </Row>
    </>
  )
}
