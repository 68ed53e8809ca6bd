// biome-ignore-all lint/a11y/noRedundantRoles: browsers forget what a table is when its parts are drawn as blocks.
import type { ReactNode } from 'react'
import type { Installment, LoanArrears } from '#lib/domain/money/installments.ts'
import { listedDays, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { Amount } from './amount.tsx'

type Props = {
  /** The schedule of before, as it stood when the new one was computed. */
  before: LoanArrears
  after: readonly Installment[]
  currency: string
  reader: Reader
}

export function ScheduleCompare({ before, after, currency, reader }: Props) {
  const t = useTranslations('plans')
  const sum = after.reduce((total, one) => total + one.amountMinor, 0n)
  const shown = { currency, locale: reader.locale }
  const rows = compareRows(before, after)
  const dayOf = listedDays(
    rows.map(({ dueOn }) => dueOn),
    reader,
    'short',
  )
  return (
    <div className="@container">
      <table role="table" className="compare-schedules stacks w-full">
        <caption className="sr-only">{t('compare.title')}</caption>
        <thead role="rowgroup">
          <tr role="row" className="text-soft">
            {(['day', 'before', 'after'] as const).map((name) => (
              <th key={name} role="columnheader" scope="col" className="font-semibold">
                {t(`compare.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="divide-y divide-line">
          {rows.map(({ dueOn, isOverdue, ...amounts }) => (
            <Line key={`${dueOn}`} {...shown} {...amounts}>
              {dayOf(dueOn)}
              {isOverdue && (
                <span className="block font-semibold text-wait"> {t('compare.overdue')}</span>
              )}
            </Line>
          ))}
        </tbody>
        <tfoot role="rowgroup" className="border-t-2 border-edge">
          <tr role="row">
            <th role="rowheader" scope="row" colSpan={3} className="compare-sum">
              {t('compare.sum')}
            </th>
          </tr>
          <tr role="row">
            <td role="cell" />
            <td role="cell" className="text-soft">
              <StackedHead>{t('compare.before')}</StackedHead>
              <Amount amountMinor={before.outstandingMinor} {...shown} />
            </td>
            <td role="cell" className="font-semibold">
              <StackedHead>{t('compare.after')}</StackedHead>
              <Amount amountMinor={sum} {...shown} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

type LineProps = {
  children: ReactNode
  beforeMinor: bigint | undefined
  afterMinor: bigint | undefined
  currency: string
  locale: string
}

function Line({ children, beforeMinor, afterMinor, ...shown }: LineProps) {
  const t = useTranslations('plans')
  const amount = (amountMinor: bigint | undefined) =>
    amountMinor === undefined ? (
      <span aria-hidden="true">–</span>
    ) : (
      <Amount amountMinor={amountMinor} {...shown} />
    )
  return (
    <tr role="row">
      <th role="rowheader" scope="row" className="font-normal">
        {children}
      </th>
      <td role="cell" className="text-soft">
        <StackedHead>{t('compare.before')}</StackedHead>
        {amount(beforeMinor)}
      </td>
      <td role="cell" className="font-semibold">
        <StackedHead>{t('compare.after')}</StackedHead>
        {amount(afterMinor)}
      </td>
    </tr>
  )
}

// Where the columns stand one under the other, each amount says which it is.
function StackedHead({ children }: { children: string }) {
  return <span className="stacked-head font-normal text-soft">{children} </span>
}

type CompareRow = {
  dueOn: Temporal.PlainDate
  beforeMinor: bigint | undefined
  afterMinor: bigint | undefined
  isOverdue: boolean
}

function compareRows(before: LoanArrears, after: readonly Installment[]): CompareRow[] {
  const open = before.installments.filter((one) => one.openMinor > 0n)
  const days = [...open, ...after].map(({ dueOn }) => dueOn).toSorted(Temporal.PlainDate.compare)
  const distinct = days.filter((day, index) => !days[index - 1]?.equals(day))
  return distinct.map((dueOn) => {
    const was = open.filter((one) => one.dueOn.equals(dueOn))
    const is = after.filter((one) => one.dueOn.equals(dueOn))
    return {
      dueOn,
      beforeMinor: was.length > 0 ? was.reduce((sum, one) => sum + one.openMinor, 0n) : undefined,
      afterMinor: is.length > 0 ? is.reduce((sum, one) => sum + one.amountMinor, 0n) : undefined,
      isOverdue: was.some(({ state }) => state === 'overdue'),
    }
  })
}
