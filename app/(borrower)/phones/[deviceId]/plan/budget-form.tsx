import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { Form } from '#components/ui/form.tsx'
import { exampleAmount } from '#lib/domain/money/money.ts'
import { type BudgetName, incomeNames, spendingNames } from '#lib/domain/plan/ask.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { keepBudget } from './actions.ts'
import type { Draft } from './draft.ts'
import { readBudget } from './plan-view.ts'

type Props = {
  hidden: ReactNode
  draft: Draft
  currency: string
  locale: string
  hasFaults: boolean
}

export async function BudgetForm({ hidden, draft, currency, locale, hasFaults }: Props) {
  const t = await getTranslations('plans')
  const faults = hasFaults ? readBudget(draft.budget, currency, locale).faults : []
  const message = t('budget.not_an_amount', { example: exampleAmount(currency, locale) })
  const lines = (names: readonly BudgetName[]) =>
    names.map((name) => (
      <DigitsField
        key={name}
        name={name}
        label={t(`budget.${name}`)}
        error={faults.includes(name) && message}
        defaultValue={draft.budget[name] ?? ''}
      />
    ))
  return (
    <Form
      id="budget"
      action={keepBudget}
      className="flex flex-col gap-5"
      faults={faults.map((field) => ({ field, message: `${t(`budget.${field}`)}: ${message}` }))}
      summary={t('ask.summary', { count: faults.length })}
      noValidate
    >
      {hidden}
      <p>{t('budget.why')}</p>
      <Button look="quiet" name="intent" value="skip">
        {t('budget.skip')}
      </Button>
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-3 text-lead font-semibold">{t('budget.in', { currency })}</legend>
        {lines(incomeNames)}
      </fieldset>
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-3 text-lead font-semibold">{t('budget.out', { currency })}</legend>
        {lines(spendingNames)}
      </fieldset>
      <Button>{t('ask.continue')}</Button>
    </Form>
  )
}
