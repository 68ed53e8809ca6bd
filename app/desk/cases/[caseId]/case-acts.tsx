import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type AboutCase, newestOf } from './about-case.ts'
import { handBack, take } from './actions.ts'

/** Take it, hand it back. What is another's can only be taken over, knowingly. */
export async function CaseActs({ found, changes, staffId }: AboutCase) {
  const t = await getTranslations('desk')
  const isMine = found.takenBy === staffId
  const isOthers = found.takenBy !== null && !isMine
  const name = isolated(found.takenByName ?? '')
  return (
    <Card className="max-w-2xl">
      <h2>{t('case.who')}</h2>
      <Form action={isMine ? handBack : take} className="flex flex-col gap-3">
        <input type="hidden" name="caseId" value={found.id} />
        <input type="hidden" name="version" value={found.version} />
        <input type="hidden" name="seen" value={newestOf(changes)} />
        {isOthers && <input type="hidden" name="from" value={found.takenBy ?? ''} />}
        <p className="text-small text-soft">
          {isMine
            ? t('case.hand_back_text')
            : isOthers
              ? t('case.take_over_text')
              : t('case.take_text')}
        </p>
        <Button look="quiet">
          {isMine ? t('case.hand_back') : isOthers ? t('case.take_over', { name }) : t('case.take')}
        </Button>
      </Form>
    </Card>
  )
}
