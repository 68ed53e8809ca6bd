import { ActForm } from '#app/desk/acts/act-form.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Form } from '#components/ui/form.tsx'
import { planBy } from '#lib/domain/restructuring/plan.ts'
import { faultsOf } from '#lib/restructurings/decide-plan.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { offerOther } from './actions.ts'
import { ComparedPlan } from './asked-plan.tsx'
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
  const errors = isTyped ? faults : []
  const limits = { extra: policy.mostExtraMonths, pause: policy.mostPauseMonths }
  return (
    <>
      <Card>
        <h2 id="counter">{t('counter.title')}</h2>
        <Form action="#counter" className="flex flex-col gap-4" noValidate>
          <ErrorSummary
            title={t('counter.summary')}
            faults={errors.map((field) => ({ field, message: t(`counter.fault.${field}`) }))}
          />
          <div className="grid gap-4 sm:grid-cols-3">
            {fields.map((name) => (
              <DigitsField
                key={name}
                name={name}
                label={t(`counter.${name}`, { currency: plan.currency })}
                hint={t(`counter.hint.${name}`, limits)}
                error={errors.includes(name) && t(`counter.fault.${name}`)}
                defaultValue={String(typed[name] ?? '').slice(0, 40)}
                inputMode={name === 'part' ? 'decimal' : 'numeric'}
              />
            ))}
          </div>
          <Button look="quiet">{t('counter.show')}</Button>
        </Form>
      </Card>
      {isTyped && terms && <CounterPreview shown={shown} typed={typed} terms={terms} />}
    </>
  )
}

type PreviewProps = Props & { terms: Parameters<typeof planBy>[0] }

async function CounterPreview({ shown, typed, terms }: PreviewProps) {
  const t = await getTranslations('desk-plans')
  const { plan, ground } = shown
  const counter = ground.books.outstandingMinor > 0n ? planBy(terms, ground) : undefined
  const because = faultsOf(counter, ground)
  if (!counter || because.length > 0) {
    return (
      <Banner tone="bad" title={t('counter.impossible')}>
        {(await limitWords(because, ground)).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Banner>
    )
  }
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
