import type { ReactNode } from 'react'
import { Amount } from '#components/amount.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Condition } from '#lib/domain/policy/hardship-policy.ts'
import { formatDayAndTime, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

/** What came of an inspection, and of a dispute about it. */
type InspectedReturn = {
  condition: Condition | null
  inspectedAt: Temporal.Instant | null
  inspectionNote: string | null
  disputeNote: string | null
  decisionNote: string | null
  owedAfterMinor: bigint | null
  settledAt: Temporal.Instant | null
  currency: string
}

type Props = {
  inspected: InspectedReturn
  reader: Reader
  /** What stands over the words of either side, when it is not the borrower who reads. */
  titles?: { note: string; borrower: string }
  children?: ReactNode
}

export function ReturnResult({ inspected, reader, titles, children }: Props) {
  const t = useTranslations('returns')
  const { condition, inspectedAt, owedAfterMinor, currency, settledAt } = inspected
  if (!condition || !inspectedAt || owedAfterMinor === null) return null
  return (
    <Card>
      <h2>{t('result.title')}</h2>
      <dl className="flex flex-col gap-2">
        <Row term={t('result.condition')}>{t(`condition.${condition}`)}</Row>
        <Row term={t('result.by')}>{formatDayAndTime(inspectedAt, reader)}</Row>
      </dl>
      <div>
        <p className="text-small text-soft">{t(settledAt ? 'result.settled' : 'result.owed')}</p>
        <p>
          <Amount
            amountMinor={owedAfterMinor}
            currency={currency}
            locale={reader.locale}
            size="hero"
          />
        </p>
      </div>
      <Said title={titles?.note ?? t('result.note')} words={inspected.inspectionNote} />
      <Said title={titles?.borrower ?? t('result.yours')} words={inspected.disputeNote} />
      <Said title={t('result.answer')} words={inspected.decisionNote} />
      {children}
    </Card>
  )
}

function Said({ title, words }: { title: string; words: string | null }) {
  if (!words) return null
  return (
    <div className="border-s-3 border-line ps-3">
      <h3 className="text-small font-semibold">{title}</h3>
      <p dir="auto" className="break-words whitespace-pre-line">
        {words}
      </p>
    </div>
  )
}
