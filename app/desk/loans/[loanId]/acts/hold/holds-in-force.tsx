import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { lastDayOf, staffHoldReasons } from '#lib/domain/lock/hold.ts'
import type { ActiveHold } from '#lib/holds/queries.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { endHoldNow } from './actions.ts'

type Props = { holds: ActiveHold[]; loanId: string; reader: Reader; done: string | undefined }

/** The holds on a phone, and the way to end those that staff placed. */
export function HoldsInForce({ holds, loanId, reader, done }: Props) {
  const t = useTranslations('desk-acts')
  const desk = useTranslations('desk')
  const isOurs = ({ reason }: ActiveHold) =>
    (staffHoldReasons as readonly string[]).includes(reason)
  return (
    <>
      {done === 'held' && <Banner tone="good" title={t('hold.done')} />}
      {done === 'ended' && <Banner tone="good" title={t('hold.ended')} />}
      {holds.length > 0 && (
        <Card>
          <h2>{t('hold.in_force')}</h2>
          <ul className="flex flex-col gap-4">
            {holds.map((hold) => (
              <li key={hold.holdId} className="flex flex-col gap-2">
                <p>
                  <span className="font-semibold">{desk(`hold.${hold.reason}`)}</span>{' '}
                  {t('hold.through', {
                    day: formatDay(lastDayOf(hold.untilAt, reader.timeZone), reader, 'long'),
                  })}
                </p>
                {hold.note && (
                  <p dir="auto" className="text-small wrap-anywhere text-soft">
                    {hold.note}
                  </p>
                )}
                {isOurs(hold) && (
                  <Form action={endHoldNow}>
                    <input type="hidden" name="loanId" value={loanId} />
                    <input type="hidden" name="holdId" value={hold.holdId} />
                    <Button look="quiet">{t('hold.end')}</Button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
