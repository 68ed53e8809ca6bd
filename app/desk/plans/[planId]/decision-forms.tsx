import { ActForm } from '#app/desk/acts/act-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { offerAsAsked, refuse } from './actions.ts'
import type { DeskPlan } from './desk-plan.ts'
import { formWords } from './form-words.ts'

export async function DecisionForms({ shown: { plan, asked } }: { shown: DeskPlan }) {
  const t = await getTranslations('desk-plans')
  const hidden = { planId: plan.id, version: String(plan.version) }
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      {asked && (
        <Card>
          <h2>{t('agree.title')}</h2>
          <p className="text-small text-soft">{t('agree.text')}</p>
          <ActForm
            action={offerAsAsked}
            hidden={hidden}
            sentTo={`/desk/plans/${plan.id}?form=agree`}
            fields={[{ name: 'note', kind: 'area', label: t('note'), hint: t('agree.note_hint') }]}
            words={await formWords(t('agree.send'))}
          />
        </Card>
      )}
      <Card>
        <h2>{t('refuse.title')}</h2>
        <p className="text-small text-soft">{t('refuse.text')}</p>
        <ActForm
          action={refuse}
          hidden={hidden}
          sentTo={`/desk/plans/${plan.id}?form=refuse`}
          fields={[{ name: 'reason', kind: 'area', label: t('note'), hint: t('refuse.note_hint') }]}
          words={await formWords(t('refuse.send'))}
        />
      </Card>
    </div>
  )
}
