import { KeptAway } from '#app/desk/kept-away.tsx'
import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { HandOverFacts } from '#components/return/hand-over-facts.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { database } from '#lib/db/client.ts'
import { checksFor } from '#lib/domain/return/checklist.ts'
import { formatMoment } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { checksOf } from '#lib/returns/queries.ts'
import type { ViewedReturn } from './viewed-return.ts'

export async function ReturnFacts({ shown, lender, reader }: ViewedReturn) {
  const t = await getTranslations('desk-returns')
  const { currency, outstandingMinor, loanId } = shown
  return (
    <Card>
      <h2>{t('facts.title')}</h2>
      <dl className="flex flex-col gap-2">
        <Row term={t('facts.borrower')}>
          <bdi>{shown.borrowerName}</bdi>
        </Row>
        <Row term={t('facts.loan')}>
          <TextLink href={`/desk/loans/${loanId}`} className="inline-block min-h-6">
            <Digits>{shown.loanNumber}</Digits>
          </TextLink>
        </Row>
        <Row term={t('facts.phone')}>
          <bdi>{modelName(shown)}</bdi>
        </Row>
        {shown.imei && (
          <Row term={t('facts.imei')}>
            <Digits>…{shown.imei.slice(-4)}</Digits>
          </Row>
        )}
        <Row term={t('facts.owed')}>
          <Amount amountMinor={outstandingMinor} currency={currency} locale={reader.locale} />
        </Row>
      </dl>
      <HandOverFacts arranged={shown} policy={lender.policy} reader={reader} />
      <Coming shown={shown} reader={reader} />
      <Here shown={shown} reader={reader} />
    </Card>
  )
}

type Part = Pick<ViewedReturn, 'shown' | 'reader'>

async function Coming({ shown, reader }: Part) {
  const t = await getTranslations('desk-returns')
  if (!shown.arrangedAt) return null
  const checks = checksFor(shown)
  const ticked = await checksOf(database(), shown.returnId)
  return (
    <dl className="flex flex-col gap-2">
      {(shown.scheduledAt || shown.state === 'arranged') && (
        <Row term={t('facts.confirmed')}>
          {shown.scheduledAt ? formatMoment(shown.scheduledAt, reader) : t('facts.not_confirmed')}
        </Row>
      )}
      {shown.scheduleNote && (
        <Row term={t('facts.reason')}>
          <bdi>{shown.scheduleNote}</bdi>
        </Row>
      )}
      {shown.state === 'arranged' && (
        <KeptAway loanId={shown.loanId} causeId={shown.returnId} reader={reader} />
      )}
      <Row term={t('facts.ticked')}>
        {t('facts.ticked_of', { done: ticked.length, all: checks.length })}
      </Row>
    </dl>
  )
}

async function Here({ shown, reader }: Part) {
  const t = await getTranslations('desk-returns')
  const words = await getTranslations('returns')
  const { receivedAt, accountsLeft, wipeConsentAt } = shown
  if (!receivedAt) return null
  const left = accountsLeft.map((name) => words(`left.${name}`)).join(words('left.and'))
  return (
    <dl className="flex flex-col gap-2">
      <Row term={t('facts.received')}>{formatMoment(receivedAt, reader)}</Row>
      <Row term={t('facts.left')}>{left || t('facts.nothing')}</Row>
      <Row term={t('facts.wipe')}>
        {wipeConsentAt
          ? t('facts.wipe_given', { at: formatMoment(wipeConsentAt, reader) })
          : t('facts.wipe_none')}
      </Row>
    </dl>
  )
}
