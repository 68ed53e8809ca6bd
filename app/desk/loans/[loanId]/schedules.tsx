import { Amount } from '#components/amount.tsx'
import { ScheduleTable } from '#components/schedule-table.tsx'
import { database } from '#lib/db/client.ts'
import { type LoanSchedule, schedulesOf } from '#lib/desk/loan-record.ts'
import { formatDay, formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ViewedLoan } from './viewed-loan.ts'

export async function Schedules({ loan, arrears, reader }: ViewedLoan) {
  const t = await getTranslations('desk')
  const schedules = await schedulesOf(database(), loan.id)
  const older = schedules.filter(({ supersededAt }) => supersededAt !== null)
  return (
    <>
      <ScheduleTable arrears={arrears} currency={loan.currency} reader={reader} />
      {older.length > 0 && (
        <div className="card">
          <h3 className="font-semibold">{t('loan.older_schedules')}</h3>
          {older.map((schedule) => (
            <OlderSchedule
              key={schedule.id}
              schedule={schedule}
              reader={reader}
              currency={loan.currency}
            />
          ))}
        </div>
      )}
    </>
  )
}

type OlderProps = { schedule: LoanSchedule; currency: string; reader: Reader }

async function OlderSchedule({ schedule, currency, reader }: OlderProps) {
  const t = await getTranslations('desk')
  const { version, source, createdAt, supersededAt, installments } = schedule
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center text-accent-text underline underline-offset-4">
        {t(`loan.schedule_from.${source}`, {
          version,
          from: formatMoment(createdAt, reader),
          until: formatMoment(supersededAt ?? createdAt, reader),
        })}
      </summary>
      <ol className="flex flex-col divide-y divide-line text-small">
        {installments.map(({ number, dueOn, amountMinor }) => (
          <li key={number} className="flex flex-wrap justify-between gap-x-4 py-1.5">
            <span>
              {number}. {formatDay(dueOn, reader)}
            </span>
            <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
          </li>
        ))}
      </ol>
    </details>
  )
}
