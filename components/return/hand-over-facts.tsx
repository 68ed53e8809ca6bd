import { Row } from '#components/ui/row.tsx'
import { hoursAt } from '#lib/domain/opening-hours.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import type { CourierSlot } from '#lib/domain/return/hand-over.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { writtenHours } from '#lib/i18n/opening-hours-text.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

/** How a phone comes back, as it was arranged. */
export type ArrangedHandOver = {
  handOver: 'drop_off' | 'courier' | null
  dropOffPoint: string | null
  courierOn: Temporal.PlainDate | null
  courierSlot: CourierSlot | null
  courierAddress: string | null
  sendBy: Temporal.PlainDate | null
}

type Props = { arranged: ArrangedHandOver; policy: LenderPolicy; reader: Reader }

export function HandOverFacts({ arranged, policy, reader }: Props) {
  const t = useTranslations('returns')
  const { handOver, sendBy } = arranged
  if (handOver === null) return null
  return (
    <dl className="flex flex-col gap-2">
      <Row term={t('fact.way')}>{t(`fact.${handOver}`)}</Row>
      {handOver === 'drop_off' ? (
        <DropOff arranged={arranged} policy={policy} reader={reader} />
      ) : (
        <Courier arranged={arranged} reader={reader} />
      )}
      {handOver === 'drop_off' && sendBy && (
        <Row term={t('fact.by')}>{formatDay(sendBy, reader, 'long')}</Row>
      )}
    </dl>
  )
}

function DropOff({ arranged, policy, reader }: Props) {
  const t = useTranslations('returns')
  const name = arranged.dropOffPoint ?? ''
  const { dropOffPoints, dropOffHours } = policy.return
  const point = dropOffPoints.find((one) => one.name === name)
  const hours = point && writtenHours(hoursAt(dropOffHours, point), reader.locale)
  return (
    <>
      <Row term={t('fact.point')}>
        <bdi className="block">{name}</bdi>
        {point && <bdi className="block font-normal">{point.address}</bdi>}
      </Row>
      {hours && (
        <Row term={t('fact.hours')}>
          <bdi>{hours}</bdi>
        </Row>
      )}
    </>
  )
}

function Courier({ arranged, reader }: Omit<Props, 'policy'>) {
  const t = useTranslations('returns')
  const { courierOn, courierSlot, courierAddress } = arranged
  return (
    <>
      {courierOn && <Row term={t('fact.on')}>{formatDay(courierOn, reader, 'long')}</Row>}
      {courierSlot && <Row term={t('fact.slot')}>{t(`way.slots.${courierSlot}`)}</Row>}
      <Row term={t('fact.address')}>
        <bdi className="whitespace-pre-line">{courierAddress}</bdi>
      </Row>
    </>
  )
}
