import { ActForm } from '#app/desk/acts/act-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Form } from '#components/ui/form.tsx'
import { type Plan, planBy } from '#lib/domain/restructuring/plan.ts'
import { faultsOf } from '#lib/restructurings/decide-plan.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { offerOther } from './actions.ts'
import { ComparedPlan } from './asked-plan.tsx'
import { fieldOfLimit } from './counter-faults.ts'
import { type CounterField, type CounterTyped, readCounter } from './counter-terms.ts'
import type { DeskPlan } from './desk-plan.ts'
import { formWords } from './form-words.ts'
import { limitWords } from './limit-words.ts'

type Props = { shown: DeskPlan; typed: CounterTyped }

const fields: CounterField[] = ['extra', 'pause', 'part']

/** An offer of one's own: typed, computed by the rules that everybody's plan follows, seen whole, then sent. */
export async function Counter({ shown, typed }: Props) {
  const t = await getTranslations('desk-plans')
  const { plan, ground } = shown
  const { policy } = ground
  const isTyped = fields.some((name) => typed[name] !== undefined)
  const { terms, faults } = readCounter(typed, plan.currency)
  const owedMinor = ground.books.outstandingMinor
  const counter = isTyped && terms && owedMinor > 0n ? planBy(terms, ground) : undefined
  const because = isTyped && terms ? faultsOf(counter, ground) : []
  const words = await limitWords(because, ground)
  const errors = [
    ...(isTyped ? faults : []).map((field) => ({ field, message: t(`counter.fault.${field}`) })),
    ...because.map((refusal, index) => ({
      field: terms ? fieldOfLimit(refusal, terms, owedMinor) : 'extra',
      message: words[index] ?? '',
    })),
  ]
  const limits = { extra: policy.mostExtraMonths, pause: policy.mostPauseMonths }
  return (
    <>
      <Card>
        <h2 id="counter">{t('counter.title')}</h2>
        <Form action="#counter" className="flex flex-col gap-4" noValidate>
          <ErrorSummary title={t('counter.summary')} faults={errors} />
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
      {counter && because.length === 0 && <CounterPreview {...{ shown, typed, counter }} />}
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
    <>
      <ComparedPlan shown={shown} plan={counter} title={t('counter.preview')} />
      <Card className="max-w-xl">
        <ActForm
          action={offerOther}
          hidden={{ restructuringId: plan.id, version: String(plan.version), extra, pause, part }}
          sentTo={`/desk/plans/${plan.id}?${address}`}
          fields={[
            { name: 'remark', kind: 'area', label: t('note'), hint: t('counter.note_hint') },
          ]}
          words={await formWords(t('counter.send'))}
        />
      </Card>
    </>
  )
}
