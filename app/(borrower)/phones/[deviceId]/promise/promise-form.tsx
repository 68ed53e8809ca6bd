import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import type { RemindedBy } from '#lib/domain/identity/contact.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { promise } from './actions.ts'
import { HowMuch } from './how-much.tsx'
import { PromiseTerms } from './promise-terms.tsx'
import type { PromiseView } from './promise-view.ts'
import { WhatDay } from './what-day.tsx'

type Props = {
  view: PromiseView
  left: number
  policy: LenderPolicy
  reach: RemindedBy
  reader: Reader
}

export async function PromiseForm({ view, left, policy, reach, reader }: Props) {
  const t = await getTranslations('promises')
  const { phone, arrearsMinor, typed, days } = view
  const errors = await errorsOf(view, reader)
  const dayField = typed.when === 'other' ? 'date' : `when-${days[0]?.on ?? 'other'}`
  const faults = [
    { field: dayField, message: errors.day },
    { field: typed.choice === 'other' ? 'amount' : 'choice-arrears', message: errors.amount },
  ].filter(({ message }) => message !== undefined)
  return (
    <Form
      id="promise"
      action={promise}
      className="flex flex-col gap-5"
      faults={faults}
      summary={t('summary', { count: faults.length })}
      noValidate
    >
      {view.hasChanged && (
        <Banner tone="wait" title={t('changed_title')}>
          {t('changed')}
        </Banner>
      )}
      <input type="hidden" name="deviceId" value={phone.deviceId} />
      <input type="hidden" name="seenArrearsMinor" value={String(arrearsMinor)} />
      <WhatDay view={view} reader={reader} error={errors.day} />
      <HowMuch view={view} reader={reader} error={errors.amount} />
      <PromiseTerms view={view} left={left} policy={policy} reach={reach} reader={reader} />
      <Button>{t('make')}</Button>
    </Form>
  )
}

type Errors = { day: string | undefined; amount: string | undefined }

async function errorsOf({ dateError, amountError, limits, phone }: PromiseView, reader: Reader) {
  const t = await getTranslations('promises')
  const { currency } = phone
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const said = {
    earliest: formatDay(limits.earliestOn, reader),
    latest: formatDay(limits.latestOn, reader),
    minimum: shown(limits.minimumMinor),
    maximum: shown(limits.maximumMinor),
    part: shown(limits.largestPartMinor),
  }
  const errors: Errors = {
    day: dateError && t(`error.${dateError}`, said),
    amount: amountError && t(`error.${amountError}`, said),
  }
  return errors
}
