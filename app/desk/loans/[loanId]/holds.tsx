import { DeskLine, DeskList } from '#components/desk-list.tsx'
import { database } from '#lib/db/client.ts'
import { holdsOf, type LoanHold } from '#lib/staff/loan-affairs.ts'
import { formatDayAndTime, formatMoment, type Reader } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { PartTitle } from './contents.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

/** What keeps the lock side away from the phone, or kept it. */
export async function Holds({ loan, reader }: ViewedLoan) {
  const [t, holds] = [await getTranslations('desk'), await holdsOf(database(), loan)]
  return (
    <section className="flex flex-col gap-3">
      <PartTitle part="holds" />
      {holds.length === 0 ? (
        <p className="text-soft">{t('loan.no_holds')}</p>
      ) : (
        <DeskList>
          {holds.map((hold) => (
            <DeskLine
              key={hold.id}
              title={t(`hold.${hold.reason}`)}
              aside={isActive(hold, reader) ? t('hold_active') : t('hold_over')}
            >
              <span>
                {t('hold_time', {
                  from: formatDayAndTime(hold.fromAt, reader),
                  until: formatDayAndTime(hold.untilAt, reader),
                })}
              </span>
              {hold.endedAt && (
                <span>{t('hold_ended', { time: formatMoment(hold.endedAt, reader) })}</span>
              )}
              {hold.note && <bdi className="whitespace-pre-line">{hold.note}</bdi>}
            </DeskLine>
          ))}
        </DeskList>
      )}
    </section>
  )
}

function isActive({ endedAt, untilAt }: LoanHold, { now }: Reader): boolean {
  return endedAt === null && Temporal.Instant.compare(untilAt, now) > 0
}
