import { Amount } from '#components/amount.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Approval } from '#lib/approvals/queries.ts'
import { type ActDetail, actDetailSchema } from '#lib/domain/approval.ts'
import { groupOf } from '#lib/settings/proposal.ts'
import type { Reader } from '#lib/words/format.ts'
import { useTranslations } from '#lib/words/translations.ts'

type Props = { approval: Approval; reader: Reader }

/** What exactly is to be done, with what was seen when it was asked and the way to the record. */
export function Detail({ approval, reader }: Props) {
  const t = useTranslations('desk-acts')
  const settings = useTranslations('desk-settings')
  const parsed = actDetailSchema.safeParse(approval.detail)
  if (!parsed.success)
    return (
      <Row term={t('approval.about')}>{settings(`groups.${groupOf(approval.detail)}.title`)}</Row>
    )
  const { data } = parsed
  const money = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={data.currency} locale={reader.locale} />
  )
  return (
    <>
      <Row term={t('approval.about')}>
        <TextLink href={recordOf(data)}>
          {t(data.act === 'release' ? 'approval.to_loan' : 'approval.to_payment')}
        </TextLink>
      </Row>
      {data.act !== 'release' && <Row term={t('approval.amount')}>{money(data.amountMinor)}</Row>}
      {data.act === 'refund' && (
        <Row term={t('approval.seen_refundable')}>{money(data.seenRefundableMinor)}</Row>
      )}
      {data.act === 'release' && (
        <>
          <Row term={t('approval.seen_owed')}>{money(data.seenOutstandingMinor)}</Row>
          <Row term={t('release.books.label')}>
            {t(`release.books.${data.writeOff ? 'write_off' : 'keep'}`)}
          </Row>
        </>
      )}
    </>
  )
}

function recordOf(detail: ActDetail): string {
  if (detail.act === 'release') return `/desk/loans/${detail.loanId}`
  return `/desk/payments/${detail.paymentId}`
}
