import type { ReactNode } from 'react'
import { CauseWords } from '#app/desk/unlocks/cause-words.tsx'
import { Amount } from '#components/amount.tsx'
import { DeskClock } from '#components/desk/desk-clock.tsx'
import { Digits } from '#components/digits.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Fact, Facts, Row } from '#components/ui/row.tsx'
import { groupOf } from '#lib/cases/case-groups.ts'
import { type CaseDetailName, type CaseKind, caseDetailNames } from '#lib/cases/open-case.ts'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { holdReasons } from '#lib/domain/lock/hold.ts'
import { toldStateOf } from '#lib/domain/lock/unlock.ts'
import {
  disputeReasons,
  isBounce,
  isDisputeStatus,
  owableMinor,
} from '#lib/domain/money/payment-dispute.ts'
import { noticeKinds } from '#lib/domain/notice.ts'
import { formatAgo, formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { disputeOf } from '#lib/payments/disputes/payment-disputes.ts'
import type { AboutCase } from './about-case.ts'
import { BorrowersWords } from './borrowers-words.tsx'
import { BuyersWords } from './buyers-words.tsx'
import { CourierOff } from './courier-off.tsx'
import { CreditLeft } from './credit-left.tsx'
import { NotDone } from './not-done.tsx'
import { ReturnLink } from './return-link.tsx'

export async function CaseFactsCard({ found, reader }: AboutCase) {
  const t = await getTranslations('desk')
  const paidMinor = found.paidMinor ?? found.askedMinor
  const unlockState = toldStateOf(found)
  return (
    <Card className="max-w-2xl">
      <h2>{t('case.about')}</h2>
      <dl className="flex flex-col gap-2">
        <Row term={t('case.opened')}>
          {formatMoment(found.openedAt, reader)}{' '}
          <span className="text-small text-soft">({formatAgo(found.openedAt, reader)})</span>
        </Row>
        {found.dueAt && !found.closedAt && (
          <Row term={t(found.kind === 'dispute' ? 'case.answer_by' : 'case.promised')}>
            <DeskClock dueAt={found.dueAt} reader={reader} />
          </Row>
        )}
        {found.loanId && (
          <Row term={t('case.loan')}>
            <TextLink href={`/desk/loans/${found.loanId}`}>
              <Digits>{found.loanNumber}</Digits>
            </TextLink>{' '}
            <bdi>{found.borrowerName}</bdi>
          </Row>
        )}
        {found.paymentReference && (
          <Row term={t('case.payment')}>
            <TextLink href={`/desk/loans/${found.loanId}#payments`}>
              <Digits>{found.paymentReference}</Digits>
            </TextLink>{' '}
            {paidMinor !== null && found.currency && (
              <Amount amountMinor={paidMinor} currency={found.currency} locale={reader.locale} />
            )}
          </Row>
        )}
        {found.unlockReference && (
          <Row term={t('case.unlock')}>
            <TextLink href={`/desk/loans/${found.loanId}#unlocks`}>
              <Digits>{found.unlockReference}</Digits>
            </TextLink>{' '}
            {unlockState && t(`unlock_state.${unlockState}`)}
          </Row>
        )}
      </dl>
      <CaseDetail found={found} reader={reader} />
      <NextStep found={found} />
    </Card>
  )
}

/** Where what a case asks for is done. */
async function NextStep({ found }: { found: CaseFacts }) {
  const t = await getTranslations('desk')
  if (found.closedAt) return null
  if (found.kind === 'manual_unlock' && found.unlockId)
    return (
      <LinkButton href={`/desk/unlocks/${found.unlockId}/opened`}>{t('case.to_opened')}</LinkButton>
    )
  if (found.kind === 'pay_link_not_shown' && found.loanId)
    return (
      <TextLink href={`/desk/loans/${found.loanId}/acts/pay-link`}>{t('act.pay-link')}</TextLink>
    )
  if (found.kind === 'block_list_removal' && found.loanId)
    return (
      <TextLink href={`/desk/loans/${found.loanId}/acts/block-list`}>
        {t('act.block-list')}
      </TextLink>
    )
  if (found.kind === 'buyer_report' && found.loanId)
    return (
      <TextLink href={`/desk/loans/${found.loanId}/acts/settlement-link?case=${found.reference}`}>
        {t('act.settlement-link')}
      </TextLink>
    )
  if (groupOf[found.kind as CaseKind] === 'unlocks')
    return <TextLink href="/desk/unlocks">{t('case.to_unlocks')}</TextLink>
  if (found.kind === 'dispute') return null
  if (found.paymentId && found.paymentState !== 'cancelled')
    return (
      <TextLink href={`/desk/payments/${found.paymentId}/refund`}>{t('case.to_refund')}</TextLink>
    )
  return null
}

type Detail = Record<string, string | number | boolean | null>

export async function CaseDetail({ found, reader }: { found: CaseFacts; reader: Reader }) {
  const t = await getTranslations('desk')
  const detail = (found.detail ?? {}) as Detail
  if (found.kind === 'borrower_dispute') return <BorrowersWords found={found} reader={reader} />
  if (found.kind === 'approval_not_done' && detail.approval)
    return (
      <NotDone lenderId={found.lenderId} approvalId={String(detail.approval)} reader={reader} />
    )
  if (found.kind === 'courier_to_call_off' && detail.return)
    return <CourierOff found={found} reference={String(detail.return)} reader={reader} />
  if (found.kind === 'buyer_report') return <BuyersWords found={found} />
  if (found.kind === 'credit_left') return <CreditLeft found={found} reader={reader} />
  if (found.kind === 'dispute' && detail.dispute)
    return <PaymentDisputeFacts found={found} disputeId={String(detail.dispute)} reader={reader} />
  const noted = caseDetailNames
    .map((name) => [name, detail[name] ?? ''] as const)
    .filter(([, value]) => value !== '')
  if (noted.length === 0) return null
  return (
    <>
      <h3 className="font-semibold">{t('case.noted')}</h3>
      <dl className="flex flex-col gap-1 text-small">
        {noted.map(([name, value]) => (
          <Row key={name} term={t(`noted.${name}`)}>
            <bdi className="wrap-anywhere">
              <Noted name={name} value={String(value)} lenderId={found.lenderId} />
            </bdi>
          </Row>
        ))}
      </dl>
    </>
  )
}

type NotedProps = { name: CaseDetailName; value: string; lenderId: string }

const named = ['email', 'sms', 'contacts', 'advice'] as const

// What has words is said in them; the rest is what others call it.
async function Noted({ name, value, lenderId }: NotedProps): Promise<ReactNode> {
  const t = await getTranslations('desk')
  if (name === 'planId')
    return <TextLink href={`/desk/plans/${value}`}>{t('case.to_plan')}</TextLink>
  if (name === 'approval')
    return <TextLink href={`/desk/approvals/${value}`}>{t('case.to_approval')}</TextLink>
  if (name === 'return') return <ReturnLink reference={value} lenderId={lenderId} />
  if (name === 'errorClass') return <CauseWords errorClass={value} stage="refused" />
  const kind = name === 'notice' && noticeKinds.find((one) => one === value)
  if (kind) return t(`notice_kind.${kind}`)
  const hold = name === 'hold' && holdReasons.find((one) => one === value)
  if (hold) return t(`hold.${hold}`)
  const known = named.find((one) => one === value)
  return known ? t(`noted_value.${known}`) : value
}

type Props = { found: CaseFacts; disputeId: string; reader: Reader }

/** How a payer's dispute stands at their bank, where its money is, and what comes next. */
async function PaymentDisputeFacts({ found, disputeId, reader }: Props) {
  const dispute = await disputeOf(database(), { lenderId: found.lenderId, disputeId })
  if (!dispute) return null
  const t = await getTranslations('desk-payment-disputes')
  const { status, stage, method, balance, evidenceDueAt, paymentId } = dispute
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
    balance.takenMinor !== 0n && [t('taken'), money(balance.takenMinor)],
    balance.owedAgainMinor !== 0n && [t('owed_again'), money(balance.owedAgainMinor)],
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
      {owableMinor(stage, balance) > 0n && (
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
