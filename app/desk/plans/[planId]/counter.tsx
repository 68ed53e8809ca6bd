import { ActForm } from '#app/desk/acts/act-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { Form } from '#components/ui/form.tsx'
import { exampleAmount } from '#lib/domain/money/money.ts'
import { type Plan, planBy } from '#lib/domain/plan/plan.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { faultsOf } from '#lib/plans/offer-or-refuse.ts'
import { offerOther } from './actions.ts'
import { ComparedPlan } from './asked-plan.tsx'
import { fieldOfLimit } from './counter-faults.ts'
import { type CounterField, type CounterTyped, readCounter } from './counter-terms.ts'
import type { DeskPlan } from './desk-plan.ts'
import { formWords } from './form-words.ts'
import { limitWords } from './limit-words.ts'

type Props = { shown: DeskPlan; typed: CounterTyped }

const fields: CounterField[] = ['extra', 'pause', 'part']

/** What was typed for an offer, computed, and what is wrong with it. */
export async function readTyped({ plan, basis, reader }: DeskPlan, typed: CounterTyped) {
  const isTyped = fields.some((name) => typed[name] !== undefined)
  if (!isTyped) return { counter: undefined, errors: [] }
  const t = await getTranslations('desk-plans')
  const { terms, faults } = readCounter(typed, plan.currency, reader.locale)
  const owedMinor = basis.balance.outstandingMinor
  const example = exampleAmount(plan.currency, reader.locale)
  if (!terms)
    return {
      counter: undefined,
      errors: faults.map((field) => ({ field, message: t(`counter.fault.${field}`, { example }) })),
    }
  const counter = owedMinor > 0n ? planBy(terms, basis) : undefined
  const because = faultsOf(counter, basis)
  const words = await limitWords(because, basis)
  const errors = because.map((refusal, index) => ({
    field: fieldOfLimit(refusal, terms, owedMinor),
    message: words[index] ?? '',
  }))
  return { counter, errors }
}

/** An offer of one's own: typed, computed by the rules that everybody's plan follows, seen whole, then sent. */
export async function Counter({ shown, typed }: Props) {
  const t = await getTranslations('desk-plans')
  const { plan, basis } = shown
  const { policy } = basis
  const { counter, errors } = await readTyped(shown, typed)
  const limits = { extra: policy.mostExtraMonths, pause: policy.mostPauseMonths }
  return (
    <>
      <Card>
        <h2>{t('counter.title')}</h2>
        <Form
          action={`/desk/plans/${plan.id}`}
          className="flex flex-col gap-4"
          faults={errors}
          summary={t('counter.summary')}
          noValidate
        >
          <div className="grid gap-4 sm:grid-cols-3">
            {fields.map((name) => (
              <DigitsField
                key={name}
                name={name}
                label={t(`counter.${name}`, { currency: plan.currency })}
                hint={t(`counter.hint.${name}`, limits)}
                error={errors.find(({ field }) => field === name)?.message}
                defaultValue={String(typed[name] ?? '').slice(0, 40)}
                inputMode={name === 'part' ? 'decimal' : 'numeric'}
              />
            ))}
          </div>
          <Button look="quiet">{t('counter.show')}</Button>
        </Form>
      </Card>
      {counter && errors.length === 0 && (
        <CounterPreview shown={shown} typed={typed} counter={counter} />
      )}
    </>
  )
}

type PreviewProps = Props & { counter: Plan }

async function CounterPreview({ shown, typed, counter }: PreviewProps) {
  const t = await getTranslations('desk-plans')
  const { plan } = shown
  const { extra = '', pause = '', part = '' } = typed
  const address = new URLSearchParams({ form: 'counter', extra, pause, part })
  return (
    // biome-ignore lint/a11y/noAutofocus: the page was loaded to show this.
    <div tabIndex={-1} autoFocus className="flex flex-col gap-5">
      <ComparedPlan shown={shown} plan={counter} title={t('counter.preview')} />
      <Card className="max-w-xl">
        <ActForm
          action={offerOther}
          hidden={{ planId: plan.id, version: String(plan.version), extra, pause, part }}
          sentTo={`/desk/plans/${plan.id}?${address}`}
          fields={[
            { name: 'remark', kind: 'area', label: t('note'), hint: t('counter.note_hint') },
          ]}
          words={await formWords(t('counter.send'))}
        />
      </Card>
    </div>
  )
}
