import { type Fact, Facts } from '#components/ui/row.tsx'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { formatDay, formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { returnByReference, returnOf } from '#lib/returns/queries.ts'
import { ReturnLink } from './return-link.tsx'

type Props = { found: CaseFacts; reference: string; reader: Reader }

/** Which courier nobody awaits any more, for when and where, and by when that is to be said. */
export async function CourierOff({ found, reference, reader }: Props) {
  const { lenderId, dueAt, closedAt } = found
  const named = await returnByReference(database(), lenderId, reference)
  const shown = named && (await returnOf(database(), { lenderId }, named.returnId))
  if (!shown) return null
  const t = await getTranslations('desk-returns')
  const words = await getTranslations('returns')
  const { courierOn, courierSlot, courierAddress, scheduledAt } = shown
  const rows: Fact[] = [
    [t('one'), <ReturnLink key="return" reference={reference} lenderId={lenderId} />],
    courierOn !== null && [words('fact.on'), formatDay(courierOn, reader, 'long')],
    courierSlot !== null && [words('fact.slot'), words(`way.slots.${courierSlot}`)],
    [
      words('fact.address'),
      <bdi key="address" className="whitespace-pre-line">
        {courierAddress}
      </bdi>,
    ],
    [
      t('facts.confirmed'),
      scheduledAt ? formatMoment(scheduledAt, reader) : t('facts.not_confirmed'),
    ],
  ]
  return (
    <>
      <h3 className="font-semibold">{t('courier_off.title')}</h3>
      <Facts rows={rows} />
      {!closedAt && dueAt && (
        <p>
          {t('courier_off.text', {
            by: formatMoment(dueAt, reader),
            isOrdered: scheduledAt ? 'yes' : 'no',
          })}
        </p>
      )}
    </>
  )
}
