import { Amount } from '#components/amount.tsx'
import { saidLock } from '#components/desk/said-lock.ts'
import { TextLink } from '#components/ui/button.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Approval } from '#lib/approvals/queries.ts'
import { type ActDetail, actDetailSchema } from '#lib/domain/approval.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { groupOf } from '#lib/settings/proposal.ts'
import { CashRows } from './cash-rows.tsx'

type Props = { approval: Approval; reader: Reader }

export function Detail({ approval, reader }: Props) {
  const t = useTranslations('desk-acts')
  const settings = useTranslations('desk-settings')
  const desk = useTranslations('desk')
  const { lockState, otherLocks } = approval
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
        <TextLink href={recordOf(data)}>{t(`approval.to_${placeOf(data)}`)}</TextLink>
      </Row>
      {approval.borrowerName && (
        <Row term={t('borrower')}>
          <bdi>{approval.borrowerName}</bdi>
        </Row>
      )}
      {approval.loanId && (
        <Row term={t('loan')}>
          <TextLink href={`/desk/loans/${approval.loanId}`}>
            <bdi dir="ltr">{approval.loanNumber}</bdi>
          </TextLink>
        </Row>
      )}
      {approval.brand && (
        <Row term={t('phone')}>
          <bdi>{`${approval.brand} ${approval.model}`}</bdi>
          {lockState &&
            otherLocks &&
            ` · ${saidLock({ lockState, otherLocks }, { acts: t, desk })}`}
        </Row>
      )}
      {data.act !== 'release' && <Row term={t('approval.amount')}>{money(data.amountMinor)}</Row>}
      {data.act === 'refund' && (
        <Row term={t('approval.seen_refundable')}>{money(data.seenRefundableMinor)}</Row>
      )}
      {data.act === 'cash' && <CashRows detail={data} reader={reader} />}
      {data.act === 'release' && (
        <>
          <Row term={t('approval.seen_owed')}>{money(data.seenOutstandingMinor)}</Row>
          <Row term={t('release.balance.label')}>
            {t(`release.balance.${data.writeOff ? 'write_off' : 'keep'}`)}
          </Row>
        </>
      )}
    </>
  )
}

// Cash that waits is no payment yet.
function placeOf({ act }: ActDetail): 'loan' | 'return' | 'payment' {
  if (act === 'settle_return') return 'return'
  return act === 'release' || act === 'cash' || act === 'pay_out' ? 'loan' : 'payment'
}

function recordOf(detail: ActDetail): string {
  if (detail.act === 'settle_return') return `/desk/returns/${detail.returnId}`
  if ('loanId' in detail) return `/desk/loans/${detail.loanId}`
  return `/desk/payments/${detail.paymentId}`
}
