import type { ReactNode } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import { affordableMinor, leftOverMinor } from '#lib/domain/plan/ask.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { askFor } from './actions.ts'
import type { Draft } from './draft.ts'
import { OwnAmount } from './own-amount.tsx'
import { PlanOption } from './plan-option.tsx'
import type { PlanView } from './plan-view.ts'

type Props = {
  hidden: ReactNode
  view: PlanView
  draft: Draft
  reader: Reader
  said: string | undefined
}

export async function OptionsForm({ hidden, view, draft, reader, said }: Props) {
  const t = await getTranslations('plans')
  const { options, ownFault, own, basis } = view
  const error = said === 'check' ? await errorOf(view, reader) : undefined
  const firstField = `kind-${options[0]?.terms.kind ?? 'own_amount'}`
  const field = ownFault ? 'monthly' : firstField
  return (
    <Form
      action={askFor}
      className="flex flex-col gap-4"
      faults={error ? [{ field, message: error }] : []}
      summary={t('ask.summary', { count: 1 })}
      noValidate
    >
      {said === 'changed' && (
        <Banner tone="wait" title={t('changed.title')}>
          {t('changed.ask')}
        </Banner>
      )}
      {hidden}
      <input
        type="hidden"
        name="seenOutstandingMinor"
        value={String(basis.balance.outstandingMinor + basis.costReturnedMinor)}
      />
      <input type="hidden" name="shown" value={String(own?.eachMinor ?? '')} />
      <BudgetResult view={view} reader={reader} />
      <fieldset className="flex flex-col gap-4">
        <legend className="sr-only">{t('ask.options')}</legend>
        {error && !ownFault && <FieldError name="kind">{error}</FieldError>}
        {options.length === 0 && <p>{t('option.none')}</p>}
        {options.map((plan) => (
          <PlanOption
            key={plan.terms.kind}
            plan={plan}
            view={view}
            reader={reader}
            isChosen={draft.kind === plan.terms.kind}
          />
        ))}
        <OwnAmount view={view} draft={draft} reader={reader} error={ownFault && error} />
      </fieldset>
      <Button name="intent" value="ask">
        {t('ask.ask')}
      </Button>
      <p className="text-center text-small text-soft">{t('ask.nothing_yet')}</p>
    </Form>
  )
}

async function BudgetResult({ view: { budget, basis }, reader }: Pick<Props, 'view' | 'reader'>) {
  const t = await getTranslations('plans')
  if (!budget) return null
  const { currency } = basis
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const leftMinor = leftOverMinor(budget)
  if (leftMinor <= 0n) return <p>{t('budget.nothing_left')}</p>
  const said = { left: shown(leftMinor), half: shown(affordableMinor(budget)) }
  return <p>{t('budget.left', said)}</p>
}

async function errorOf(
  { ownFault, limits, basis, rhythm }: PlanView,
  reader: Reader,
): Promise<string> {
  const t = await getTranslations('plans')
  const { currency } = basis
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  if (!ownFault || !limits) return t('error.choose_one')
  return t(`error.${ownFault}`, {
    minimum: shown(limits.minimumMinor),
    maximum: shown(limits.maximumMinor),
    often: t('often', rhythm),
  })
}
