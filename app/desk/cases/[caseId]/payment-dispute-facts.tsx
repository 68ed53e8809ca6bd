import { Amount } from '#components/amount.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { type Fact, Facts } from '#components/ui/row.tsx'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import {
  disputeReasons,
  isBounce,
  isDisputeStatus,
  owableMinor,
} from '#lib/domain/money/payment-dispute.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { disputeOf } from '#lib/payments/disputes/payment-disputes.ts'

type Props = { found: CaseFacts; disputeId: string; reader: Reader }

/** How a payer's dispute stands at their bank, where its money is, and what comes next. */
export async function PaymentDisputeFacts({ found, disputeId, reader }: Props) {
  const dispute = await disputeOf(database(), { lenderId: found.lenderId, disputeId })
  if (!dispute) return null
  const t = await getTranslations('desk-payment-disputes')
  const { status, stage, method, books, evidenceDueAt, paymentId } = dispute
  const reason = disputeReasons.find((known) => known === dispute.reason) ?? 'other'
  const money = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={dispute.currency} locale={reader.locale} />
  )
  const rows: Fact[] = [
    [t('amount'), money(dispute.amountMinor)],
    [
      t('status_label'),
      isDisputeStatus(status) ? t(`status.${status}`) : <bdi key="status">{status}</bdi>,
    ],
    [t('reason_label'), t(`reason.${reason}`)],
    stage === 'to_answer' &&
      evidenceDueAt !== null && [t('answer_by'), formatMoment(evidenceDueAt, reader)],
    books.takenMinor !== 0n && [t('taken'), money(books.takenMinor)],
    books.owedAgainMinor !== 0n && [t('owed_again'), money(books.owedAgainMinor)],
    [
      t('at_stripe'),
      <bdi key="id" className="wrap-anywhere">
        {disputeId}
      </bdi>,
    ],
  ]
  return (
    <>
      <h3 className="font-semibold">{t('title')}</h3>
      <Facts rows={rows} />
      {isBounce(method) && <p>{t('bounced')}</p>}
      {!found.closedAt && <p>{t(`next.${stage}`)}</p>}
      {owableMinor(stage, books) > 0n && (
        <LinkButton
          look="quiet"
          href={`/desk/payments/${paymentId}/owed-again?dispute=${disputeId}`}
        >
          {t('act.title')}
        </LinkButton>
      )}
    </>
  )
}
