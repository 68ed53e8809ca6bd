import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { closingNoteMaximumLength } from '#lib/cases/change-case.ts'
import { isolated } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { type AboutCase, newestOf } from './about-case.ts'
import { handBack, take } from './actions.ts'
import { CloseForm } from './close-form.tsx'

/** Take it, hand it back, close it. What is another's can only be taken over, knowingly. */
export async function CaseActs({ found, changes, staffId }: AboutCase) {
  const t = await getTranslations('desk')
  const isMine = found.takenBy === staffId
  const isOthers = found.takenBy !== null && !isMine
  const name = isolated(found.takenByName ?? '')
  const hidden = { caseId: found.id, version: found.version, seen: newestOf(changes) }
  const words = {
    title: t('case.close_title'),
    note: t('case.note'),
    hint: t('case.note_hint'),
    close: t('case.close'),
    faults: {
      missing: t('case.note_missing'),
      too_long: t('case.note_too_long', { most: closingNoteMaximumLength }),
    },
    stale: t('case.stale_title'),
    staleText: t('case.stale_close'),
  }
  return (
    <>
      <Card className="max-w-2xl">
        <h2>{t('case.who')}</h2>
        <form action={isMine ? handBack : take} className="flex flex-col gap-3">
          <Hidden {...hidden} />
          {isOthers && <input type="hidden" name="from" value={found.takenBy ?? ''} />}
          <p className="text-small text-soft">
            {isMine
              ? t('case.hand_back_text')
              : isOthers
                ? t('case.take_over_text')
                : t('case.take_text')}
          </p>
          <Button look="quiet">
            {isMine
              ? t('case.hand_back')
              : isOthers
                ? t('case.take_over', { name })
                : t('case.take')}
          </Button>
        </form>
      </Card>
      {!isOthers && <CloseForm {...hidden} words={words} />}
    </>
  )
}

function Hidden({ caseId, version, seen }: { caseId: string; version: number; seen: string }) {
  return (
    <>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="seen" value={seen} />
    </>
  )
}
