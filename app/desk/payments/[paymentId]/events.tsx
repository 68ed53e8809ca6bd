import { Card } from '#components/ui/card.tsx'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { eventsOfPayment } from '#lib/payments/payment-at-desk.ts'

type Props = { events: Awaited<ReturnType<typeof eventsOfPayment>>; reader: Reader }

export function Events({ events, reader }: Props) {
  const t = useTranslations('desk-acts')
  if (events.length === 0) return null
  return (
    <Card>
      <h2>{t('events.title')}</h2>
      <ul className="flex flex-col gap-2 text-small">
        {events.map(({ id, type, createdAt, outcome, reason }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-4">
            <bdi dir="ltr" className="break-all">
              {type}
            </bdi>
            <span className="text-soft">
              {t(`events.outcome.${outcome ?? 'waiting'}`)}
              {reason && ` (${t(`events.reason.${reason}`)})`} · {formatMoment(createdAt, reader)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
