import { describe, expect, test } from 'vitest'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'
import type { Column, SettingsField } from '#lib/domain/settings/field.ts'
import { settingsFields } from '#lib/domain/settings/fields.ts'
import { needsApproval, type SettingsGroup } from '#lib/domain/settings/groups.ts'
import { checkRecord, withValues } from '#lib/domain/settings/record.ts'
import { givenSettings } from './given-settings.ts'

/** A field as its form has it; with its least and its most where it is a number. */
type Row = [path: string, what: string, least?: number, most?: number]

const week = 'mon tue wed thu fri sat sun'
const span = `fromDay: choice ${week}, toDay: choice ${week}, opens: time, closes: time`
const words = (path: string): Row[] =>
  ['en', 'es', 'ar'].map((language) => [`${path}.${language}`, 'text'])

/** How many people a change needs, and what its form asks for in order. */
const forms: Record<SettingsGroup, { people: 1 | 2; rows: Row[] }> = {
  brand: {
    people: 1,
    rows: [
      ['name', 'line'],
      ['accentColor', 'colour'],
      ['mark', 'text optional'],
      ['locale', 'choice en es ar'],
      ['country', 'line optional ltr'],
    ],
  },
  contacts: {
    people: 1,
    rows: [
      ['helpPhone', 'line ltr tel'],
      ['policy.hours.help', `rows ${span}`],
      ['helpHours', 'line'],
      ['helpEmail', 'line ltr email'],
      ['helpCheckedOn', 'date automatic'],
    ],
  },
  directory: {
    people: 1,
    rows: [
      [
        'policy.directory.entries',
        [
          'rows kind: choice lender_hotline lender_shop maker service_centre carrier network_unlock',
          'name: line, country: line, brand: line optional, phone: line optional tel',
          'email: line optional email, address: line optional, url: line optional url',
          'cost: choice optional free local_rate national_rate mobile_rate price',
          'price: line optional, ready: line optional',
          'checkedOn: date automatic, checkedBy: line automatic',
        ].join(', '),
      ],
      ['policy.directory.hours', `rows place: line, ${span}`],
      ['policy.directory.validDays', 'whole', 1, 730],
      ['policy.directory.warnDays', 'whole', 0, 60],
    ],
  },
  payments: {
    people: 2,
    rows: [
      ['statementDescriptor', 'line ltr'],
      ['paymentMethods', 'ticks card oxxo'],
      ['policy.clearingDays.oxxo', 'whole optional', 0, 7],
      ['policy.minimumPaymentMinor.LKR', 'amount LKR'],
      ['policy.smallRest', 'choice pay_least waive'],
      ['policy.settlement.rebatePercent', 'percent', 0, 100],
      ['policy.settlement.validDays', 'whole', 0, 30],
      ['policy.settlement.byOthers', 'yes_no'],
      ['policy.duplicatePayment', 'choice refund credit'],
    ],
  },
  unlock: {
    people: 2,
    rows: [
      ['policy.unlockWithinMinutes', 'whole', 5, 1440],
      ['policy.unlockUsualMinutes', 'whole', 1, 1440],
      ['policy.graceDays', 'whole', 0, 90],
      ['policy.relock', 'choice by_date by_lender'],
      ['policy.relockAtHour', 'hour', 0, 23],
      ['policy.partialUnlock', 'given'],
      ['policy.partialUnlock.installments', 'whole within policy.partialUnlock', 1, 60],
      ['policy.partialUnlock.days', 'whole within policy.partialUnlock', 1, 60],
      [
        'policy.worksWhileLocked',
        'ticks emergency_calls incoming_calls outgoing_calls wifi_settings internet',
      ],
    ],
  },
  promises: {
    people: 2,
    rows: [
      ['policy.promise.offered', 'yes_no'],
      ['policy.promise.mostDays', 'whole', 1, 60],
      ['policy.promise.minimumPercent', 'percent', 0, 100],
      ['policy.promise.mostInNinetyDays', 'whole', 1, 12],
      ['policy.promise.remindDaysBefore', 'whole', 0, 14],
      ['policy.promise.verdictWaitDays', 'whole', 0, 7],
    ],
  },
  plans: {
    people: 2,
    rows: [
      ['policy.plan.offered', 'yes_no'],
      ['policy.plan.mostExtraMonths', 'whole', 0, 36],
      ['policy.plan.mostPauseMonths', 'whole', 0, 6],
      ['policy.plan.costPercentPerMonth', 'percent', 0, 10],
      ['policy.plan.smallestInstallmentMinor.LKR', 'amount LKR'],
      ['policy.plan.instant', 'given'],
      ['policy.plan.instant.mostExtraMonths', 'whole within policy.plan.instant', 0, 36],
      ['policy.plan.instant.mostPauseMonths', 'whole within policy.plan.instant', 0, 6],
      ['policy.plan.decideWithinDays', 'whole', 1, 14],
      ['policy.plan.offerValidDays', 'whole', 1, 30],
      ['policy.plan.withdrawWithinDays', 'whole', 0, 60],
      ['policy.plan.opens', 'choice on_acceptance after_first_payment'],
      ['policy.plan.warnDays', 'whole', 1, 30],
      ['policy.plan.whenMissed', 'choice schedule_stays schedule_before_returns'],
      ['policy.plan.mostInYear', 'whole', 1, 12],
    ],
  },
  returns: {
    people: 2,
    rows: [
      ['policy.return.offered', 'yes_no'],
      ['policy.return.rule', 'choice loan_closed settlement half'],
      ['policy.return.valuePercent.good', 'percent', 0, 100],
      ['policy.return.valuePercent.worn', 'percent', 0, 100],
      ['policy.return.valuePercent.damaged', 'percent', 0, 100],
      ['policy.return.valuePercent.not_working', 'percent', 0, 100],
      ['policy.return.quoteValidDays', 'whole', 1, 60],
      ['policy.return.dataWindowHours', 'whole', 24, 240],
      ['policy.return.sendWithinDays', 'whole', 1, 60],
      ['policy.return.answerWithinDays', 'whole', 1, 60],
      ['policy.return.courierSlots', 'ticks morning afternoon evening'],
      ['policy.return.dropOffPoints', 'rows name: line, address: line, hours: line optional'],
      ['policy.return.dropOffHours', `rows place: line, ${span}`],
    ],
  },
  holds: {
    people: 2,
    rows: [
      ['policy.hold.disputeDays', 'whole', 1, 60],
      ['policy.hold.disputeAnsweredDays', 'whole', 1, 30],
      ['policy.hold.disputesInNinetyDays', 'whole', 1, 12],
      ['policy.hold.breathingSpaceDays', 'whole', 1, 120],
      ['policy.hold.bereavementDays', 'whole', 1, 180],
      ['policy.hold.staffMostDays', 'whole', 1, 90],
      ['policy.hold.outageDays', 'whole', 1, 14],
      ['policy.hold.warningDays', 'whole', 1, 30],
      ['policy.hold.openDaysInYear', 'whole', 0, 366],
    ],
  },
  hours: {
    people: 2,
    rows: [
      ['policy.hours.demandsFrom', 'hour', 0, 23],
      ['policy.hours.demandsUntil', 'hour', 1, 24],
      ['policy.hours.staffedFrom', 'hour', 0, 23],
      ['policy.hours.staffedUntil', 'hour', 1, 24],
      ['policy.hours.staffedDays', `ticks ${week}`],
    ],
  },
  desk: {
    people: 2,
    rows: [
      ['policy.desk.refundAloneMinor.LKR', 'amount LKR'],
      ['policy.desk.cashAloneMinor.LKR', 'amount LKR'],
      ['policy.desk.goodwillCreditMinor.LKR', 'amount LKR'],
      ['policy.desk.mostTemporaryUnlockDays', 'whole', 1, 30],
      ['policy.desk.contactValidDays', 'whole', 1, 730],
      ['policy.desk.withinHours.unlocks', 'whole', 1, 720],
      ['policy.desk.withinHours.approvals', 'whole', 1, 720],
      ['policy.desk.withinHours.money', 'whole', 1, 720],
      ['policy.desk.withinHours.disputes', 'whole', 1, 720],
      ['policy.desk.withinHours.buyers', 'whole', 1, 720],
      ['policy.desk.withinHours.plans', 'whole', 1, 720],
      ['policy.desk.withinHours.returns', 'whole', 1, 720],
      ['policy.desk.withinHours.other', 'whole', 1, 720],
    ],
  },
  reporting: {
    people: 2,
    rows: [
      ...words('policy.reporting.reported.pay'),
      ...words('policy.reporting.reported.promise'),
      ...words('policy.reporting.reported.plan'),
      ...words('policy.reporting.reported.return'),
      [
        'policy.reporting.debtAdvice',
        'rows name: line, phone: line optional tel, url: line optional url, hours: line optional, checkedOn: date',
      ],
      ['policy.reporting.adviceHours', `rows place: line, ${span}`],
    ],
  },
}
const everyForm = Object.entries(forms) as [SettingsGroup, { people: 1 | 2; rows: Row[] }][]

test.for(everyForm)('%s has its fields and its people', ([group, { people, rows }]) => {
  const fields = settingsFields({ currencies: ['LKR'], methods: ['card', 'oxxo'] })
  const inGroup = fields.filter((field) => field.group === group)
  expect(inGroup.map((field) => [field.path, whatOf(field)])).toEqual(
    rows.map(([path, what]) => [path, what]),
  )
  expect(needsApproval(group)).toBe(people === 2)
})

function whatOf(field: SettingsField | Column): string {
  const { kind, isOptional, isAutomatic, ltr, input, within, currency, options, columns } =
    field as Partial<Record<string, unknown>> & { options?: string[]; columns?: Column[] }
  const said = [isOptional && 'optional', isAutomatic && 'automatic', ltr && 'ltr', input]
  const rows = columns?.map((column) => `${column.name}: ${whatOf(column)}`).join(', ')
  const more = [within && `within ${within}`, currency, ...(options ?? []), rows]
  return [kind, ...said, ...more].filter((part) => part !== undefined && part !== false).join(' ')
}

describe('a number', () => {
  /** Nothing stands beside a number that would narrow it further. */
  const roomy = () =>
    withValues(givenSettings(), {
      'policy.unlockUsualMinutes': 1,
      'policy.directory.validDays': 730,
      'policy.directory.warnDays': 0,
      'policy.unlockWithinMinutes': 1440,
      'policy.promise.remindDaysBefore': 0,
      'policy.promise.mostDays': 60,
      'policy.plan.mostExtraMonths': 36,
      'policy.plan.mostPauseMonths': 6,
      'policy.plan.instant': { mostExtraMonths: 0, mostPauseMonths: 0 },
    })
  // No phone is worth more than one in a better condition: they change together.
  const worth = 'policy.return.valuePercent.'
  const numbers = everyForm
    .flatMap(([, { rows }]) => rows)
    .filter(([, what]) => /^(whole|hour|percent)/.test(what))

  test.for(numbers)('%s (%s) may be %i to %i', ([path, , least = Number.NaN, most = least]) => {
    const faultsWith = (value: number) => {
      const beside = path.startsWith(worth) ? conditions.map((name) => `${worth}${name}`) : []
      const values = Object.fromEntries([path, ...beside].map((name) => [name, value]))
      const checked = checkRecord(withValues(roomy(), values))
      return checked.ok ? [] : checked.faults
    }
    expect([...faultsWith(least), ...faultsWith(most)]).toEqual([])
    const below = { path, reason: expect.stringMatching(/^(too_small|not_after_the_first)$/) }
    expect(faultsWith(least - 1)).toContainEqual(expect.objectContaining(below))
    expect(faultsWith(most + 1)).toContainEqual({ path, reason: 'too_big', most })
  })
})
