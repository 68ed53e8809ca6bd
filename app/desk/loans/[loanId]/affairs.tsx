import { workTitle } from '#app/desk/work-words.ts'
import { DeskLine } from '#components/desk/desk-list.tsx'
import { Digits } from '#components/digits.tsx'
import { database } from '#lib/db/client.ts'
import { affairsOf, type Affairs as LoanAffairs } from '#lib/desk/loan-affairs.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, formatMoment, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { PartList } from './part-list.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

export async function Affairs({ loan, reader }: ViewedLoan) {
  const t = await getTranslations('desk')
  const affairs = await affairsOf(database(), loan.id)
  const isEmpty = Object.values(affairs).every((list) => list.length === 0)
  return (
    <PartList part="affairs" none={isEmpty && t('loan.no_affairs')}>
      {await Promise.all(affairs.cases.map((one) => CaseLine({ one, reader })))}
      <PlanLines affairs={affairs} reader={reader} />
      <ReturnLines affairs={affairs} reader={reader} />
      <PromiseLines affairs={affairs} reader={reader} />
    </PartList>
  )
}

async function CaseLine({ one, reader }: { one: LoanAffairs['cases'][number]; reader: Reader }) {
  const t = await getTranslations('desk')
  const words = await getTranslations('desk-disputes')
  const { openedAt, closedAt, takenByName, outcome } = one
  const state = closedAt
    ? t('case.closed', { time: formatMoment(closedAt, reader) })
    : takenByName
      ? t('work.taken_by', { name: isolated(takenByName) })
      : t('loan.open')
  return (
    <DeskLine
      key={one.id}
      title={await workTitle({ subject: 'case', what: one.kind })}
      href={`/desk/cases/${one.id}`}
      aside={
        <>
          {outcome && <span>{words(`choice.${outcome}.label`)}</span>}
          <span>{state}</span>
        </>
      }
    >
      <span>
        <Digits>{one.reference}</Digits> · {formatMoment(openedAt, reader)}
      </span>
      {one.answer && <bdi className="whitespace-pre-line">{one.answer}</bdi>}
      {one.closingNote && <bdi className="whitespace-pre-line">{one.closingNote}</bdi>}
    </DeskLine>
  )
}

type LinesProps = { affairs: LoanAffairs; reader: Reader }

async function PlanLines({ affairs, reader }: LinesProps) {
  const t = await getTranslations('desk')
  return affairs.plans.map((plan) => (
    <DeskLine
      key={plan.id}
      title={t('loan.plan')}
      href={`/desk/plans/${plan.id}`}
      aside={t(`plan_state.${plan.state}`)}
    >
      <span>
        <Digits>{plan.reference}</Digits> · {formatMoment(plan.askedAt, reader)}
      </span>
    </DeskLine>
  ))
}

async function ReturnLines({ affairs, reader }: LinesProps) {
  const t = await getTranslations('desk')
  return affairs.returns.map((one) => (
    <DeskLine
      key={one.id}
      title={t('loan.return')}
      href={`/desk/returns/${one.id}`}
      aside={t(`return_state.${one.state}`)}
    >
      <span>
        <Digits>{one.reference}</Digits> · {formatMoment(one.askedAt, reader)}
      </span>
    </DeskLine>
  ))
}

async function PromiseLines({ affairs, reader }: LinesProps) {
  const t = await getTranslations('desk')
  return affairs.promises.map((promise) => (
    <DeskLine
      key={promise.id}
      title={t('loan.promise', {
        amount: formatMoney(promise, reader.locale),
        day: formatDay(promise.dueOn, reader),
      })}
      aside={t(`promise_state.${promise.state}`)}
    >
      <span>
        <Digits>{promise.reference}</Digits> · {formatMoment(promise.madeAt, reader)}
      </span>
    </DeskLine>
  ))
}
