import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { ReturnReported } from '#components/return/return-reported.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { imeiTail } from '#lib/domain/identity/imei.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { payAfterReturnDays } from '#lib/domain/return/return.ts'
import { formatDay, formatForTheRecord, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ReturnDetail } from '#lib/returns/queries.ts'

type Settled = { settledAt: Temporal.Instant; owedAfterMinor: bigint; takenOffMinor: bigint }

type Props = {
  shown: ReturnDetail
  settled: Settled
  lender: { name: string; locale: string; policy: LenderPolicy }
  reader: Reader
}

export async function LetterBody({ shown, settled, lender, reader }: Props) {
  const t = await getTranslations('returns')
  const { settledAt, owedAfterMinor } = settled
  const dueOn = settledAt
    .toZonedDateTimeISO(reader.timeZone)
    .toPlainDate()
    .add({ days: payAfterReturnDays })
  const credit = { amountMinor: shown.creditMinor, currency: shown.currency }
  return (
    <>
      <Card>
        <p>
          <bdi className="font-bold">{lender.name}</bdi>
          <br />
          {t('letter.to', { name: isolated(shown.borrowerName) })}
          <br />
          {formatForTheRecord(settledAt, reader)}
        </p>
        <p>
          {owedAfterMinor === 0n
            ? t('letter.nothing_left')
            : t('letter.left', { day: formatDay(dueOn, reader) })}
        </p>
        {shown.creditMinor > 0n && (
          <p>{t('letter.credit', { amount: formatMoney(credit, reader.locale) })}</p>
        )}
        <p>{t(shown.wipeConsentAt ? 'letter.wipe' : 'letter.no_wipe')}</p>
      </Card>
      <Facts shown={shown} settled={settled} reader={reader} />
      <ReturnReported lender={lender} />
    </>
  )
}

async function Facts({ shown, settled, reader }: Omit<Props, 'lender'>) {
  const t = await getTranslations('returns')
  const { settledAt, owedAfterMinor, takenOffMinor } = settled
  const money = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={shown.currency} locale={reader.locale} />
  )
  const moments = [
    ['received', shown.receivedAt],
    ['inspected', shown.inspectedAt],
    ['agreed', shown.agreedAt],
    ['settled', settledAt],
  ] as const
  return (
    <Card>
      <dl className="flex flex-col gap-2">
        <Row term={t('letter.owed_before')}>{money(owedAfterMinor + takenOffMinor)}</Row>
        <Row term={t('letter.taken_off')}>{money(takenOffMinor)}</Row>
        <Row term={t('letter.owed_after')}>
          <span className="font-bold">{money(owedAfterMinor)}</span>
        </Row>
        <Row term={t('fact.reference')}>
          <Digits>{shown.reference}</Digits>
        </Row>
        <Row term={t('letter.loan')}>
          <Digits>{shown.loanNumber}</Digits>
        </Row>
        <Row term={t('letter.phone')}>
          <bdi>{modelName(shown)}</bdi>
        </Row>
        {shown.imei && (
          <Row term={t('letter.imei')}>
            <Digits>{imeiTail(shown.imei)}</Digits>
          </Row>
        )}
        {shown.condition && (
          <Row term={t('result.condition')}>{t(`condition.${shown.condition}`)}</Row>
        )}
        {moments.map(
          ([name, at]) =>
            at && (
              <Row key={name} term={t(`letter.${name}`)}>
                {formatForTheRecord(at, reader)}
              </Row>
            ),
        )}
      </dl>
    </Card>
  )
}
