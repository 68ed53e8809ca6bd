import { Amount } from '#components/amount.tsx'
import { DeskClock } from '#components/desk/desk-clock.tsx'
import { Digits } from '#components/digits.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { groupOf } from '#lib/cases/case-groups.ts'
import type { CaseKind } from '#lib/cases/open-case.ts'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { toldState } from '#lib/domain/lock/unlock.ts'
import { formatAgo, formatMoment } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { AboutCase } from './about-case.ts'
import { CaseDetail } from './case-detail.tsx'

/** What the case is about, with the ways to the records. */
export async function CaseFactsCard({ found, reader }: AboutCase) {
  const t = await getTranslations('desk')
  const paidMinor = found.paidMinor ?? found.askedMinor
  return (
    <Card>
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
            {found.unlockState &&
              t(`unlock_state.${toldState(found.unlockState, found.unlockErrorClass)}`)}
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
  if (groupOf[found.kind as CaseKind] === 'unlocks')
    return <TextLink href="/desk/unlocks">{t('case.to_unlocks')}</TextLink>
  if (found.kind === 'dispute') return null
  if (found.paymentId && found.paymentState !== 'cancelled')
    return (
      <TextLink href={`/desk/payments/${found.paymentId}/refund`}>{t('case.to_refund')}</TextLink>
    )
  return null
}
