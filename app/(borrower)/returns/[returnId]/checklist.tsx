import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { checksFor, type ReturnCheck } from '#lib/domain/return/checklist.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ReturnDetail } from '#lib/returns/queries.ts'
import { tick } from './actions.ts'

type Props = { shown: ReturnDetail; ticked: ReadonlySet<ReturnCheck> }

export async function Checklist({ shown, ticked }: Props) {
  const t = await getTranslations('returns')
  const checks = checksFor(shown)
  const done = checks.filter((item) => ticked.has(item)).length
  return (
    <Card>
      <h2>{t('check.title')}</h2>
      <p className="text-small text-soft">{t('check.lead')}</p>
      <p role="status" className="text-small font-semibold">
        {t('check.progress', { done, all: checks.length })}
      </p>
      <ul className="flex flex-col divide-y divide-line">
        {checks.map((item) => (
          <Check key={item} item={item} returnId={shown.returnId} isDone={ticked.has(item)} />
        ))}
      </ul>
    </Card>
  )
}

type CheckProps = { item: ReturnCheck; returnId: string; isDone: boolean }

async function Check({ item, returnId, isDone }: CheckProps) {
  const t = await getTranslations('returns')
  const name = t(`check.names.${item}`)
  return (
    <li id={`check-${item}`} className="flex scroll-mt-4 flex-col gap-2 py-3">
      <p className="flex items-start gap-2.5 font-medium">
        <span
          className={`mt-0.5 grid size-6 shrink-0 place-items-center rounded-full ${isDone ? 'bg-good text-paper' : 'ring-2 ring-inset ring-edge'}`}
          aria-hidden="true"
        >
          {isDone && <Icon name="check" className="size-4" />}
        </span>
        <span>
          {name}
          {isDone && <span className="sr-only"> ({t('said.done')})</span>}
        </span>
      </p>
      <details className="ps-8.5 text-small">
        <summary className="min-h-6 cursor-pointer text-accent-text underline underline-offset-4">
          {t('check.how')}
          <span className="sr-only">: {name}</span>
        </summary>
        <p className="pt-1.5">{t(`check.steps.${item}`)}</p>
      </details>
      <Form action={tick} className="ps-8.5">
        <input type="hidden" name="returnId" value={returnId} />
        <input type="hidden" name="item" value={item} />
        <Button
          look={isDone ? 'plain' : 'quiet'}
          className="w-auto min-w-28"
          name="isDone"
          value={isDone ? 'no' : 'yes'}
          aria-label={`${t(isDone ? 'check.clear' : 'check.tick')}: ${name}`}
        >
          {t(isDone ? 'check.clear' : 'check.tick')}
        </Button>
      </Form>
    </li>
  )
}
