import { ActorName } from '#components/desk/actor-name.tsx'
import { DeskLine } from '#components/desk/desk-list.tsx'
import { database } from '#lib/db/client.ts'
import { holdsOf, type LoanHold } from '#lib/desk/loan-affairs.ts'
import { formatDayAndTime, formatMoment, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { openDaysOf } from '#lib/lock-rules/open-spans.ts'
import { PartList } from './part-list.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

export async function Holds({ loan, lender, reader }: ViewedLoan) {
  const t = await getTranslations('desk')
  const holds = await holdsOf(database(), loan)
  const { usedDays: used, mostDays: most } = await openDaysOf(
    database(),
    { loanId: loan.id, lender },
    reader.now,
  )
  const isLeft = used < most ? 'yes' : 'no'
  return (
    <PartList
      part="holds"
      lead={used > 0 && t('loan.open_days', { used, most, isLeft })}
      none={holds.length === 0 && t('loan.no_holds')}
    >
      {holds.map((hold) => (
        <DeskLine
          key={hold.id}
          title={t(`hold.${hold.reason}`)}
          aside={isActive(hold, reader) ? t('hold_active') : t('hold_over')}
        >
          <span>
            {t('hold_time', {
              from: formatDayAndTime(hold.fromAt, reader),
              until: formatUntil(hold.untilAt, reader),
            })}
          </span>
          <span>
            {t.rich('hold_by', {
              name: () => <ActorName actor={hold.placedBy} staffName={hold.staffName} />,
            })}
          </span>
          {hold.endedAt && (
            <span>{t('hold_ended', { time: formatMoment(hold.endedAt, reader) })}</span>
          )}
          {hold.note && <bdi className="whitespace-pre-line">{hold.note}</bdi>}
        </DeskLine>
      ))}
    </PartList>
  )
}

function isActive({ endedAt, untilAt }: LoanHold, { now }: Reader): boolean {
  return endedAt === null && Temporal.Instant.compare(untilAt, now) > 0
}
