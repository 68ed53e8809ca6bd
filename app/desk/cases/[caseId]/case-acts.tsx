import { seenNumber } from '#app/form-values.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { closingNoteMaximumLength } from '#lib/cases/change-case.ts'
import { formatAgo, formatMoment, isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type AboutCase, changeText, hasTaken, newestOf } from './about-case.ts'
import { answerToBuyer, handBack, take } from './actions.ts'
import { AnswerDispute } from './answer-dispute.tsx'
import { AnswerForm } from './answer-form.tsx'
import { buyerAnswerWords } from './buyer-answer-words.ts'
import { CloseForm } from './close-form.tsx'

type Props = AboutCase & { search: { seen?: string; refused?: string } }

/** What changed since the page was last seen, and who has the case. */
export async function WhoHasIt({ search, ...about }: Props) {
  const t = await getTranslations('desk')
  const { found, changes, reader, staffId } = about
  const seen = seenNumber.parse(search.seen)
  const missed = seen === undefined ? [] : changes.filter(({ id }) => id > seen)
  // Pressed twice, the second comes late only for what the same person has just done.
  const isOwnWork = missed.length > 0 && missed.every(({ actor }) => actor === `staff:${staffId}`)
  const told = await Promise.all(missed.map((change) => changeText(change, reader)))
  const isOthers = found.takenBy !== null && found.takenBy !== staffId && !found.closedAt
  return (
    <>
      {search.refused && !isOwnWork && (
        <Banner tone="bad" title={t('case.stale_title')}>
          <p>{t('case.stale_text')}</p>
          <ul className="list-disc ps-5">
            {told.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Banner>
      )}
      {isOthers && found.takenAt && (
        <Banner
          tone="wait"
          title={t('case.taken_title', { name: isolated(found.takenByName ?? '') })}
        >
          {t('case.taken_text', {
            time: formatMoment(found.takenAt, reader),
            ago: formatAgo(found.takenAt, reader),
          })}
        </Banner>
      )}
      {found.takenBy === staffId && !found.closedAt && (
        <Banner tone="good" title={t(hasTaken(about) ? 'case.yours' : 'case.came_back')} />
      )}
      {found.closedAt && (
        <Banner
          tone="plain"
          title={t('case.closed', { time: formatMoment(found.closedAt, reader) })}
        >
          {found.closingNote && <p className="whitespace-pre-line">{found.closingNote}</p>}
        </Banner>
      )}
    </>
  )
}

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

/** Closes the case: with an answer where a borrower waits for one. A case of somebody else's only keeps what was typed. */
export async function CloseCase({ found, changes, reader, staffId }: AboutCase) {
  const isOthers = found.takenBy !== null && found.takenBy !== staffId
  const isTheirs = isOthers || found.closedAt !== null
  const form = { caseId: found.id, version: found.version, seen: newestOf(changes), isTheirs }
  if (found.kind === 'buyer_report')
    return (
      <AnswerForm {...form} words={await buyerAnswerWords(found, isTheirs)} send={answerToBuyer} />
    )
  return found.kind === 'borrower_dispute' ? (
    <AnswerDispute found={found} reader={reader} form={form} />
  ) : (
    <CloseForm {...form} words={await closeWords(isTheirs)} />
  )
}

async function closeWords(isTheirs: boolean) {
  const t = await getTranslations('desk')
  const words = await getTranslations('desk-disputes')
  return {
    title: t('case.close_title'),
    note: t('case.note'),
    hint: t('case.note_hint'),
    close: t('case.close'),
    faults: {
      missing: t('case.note_missing'),
      too_long: t('case.note_too_long', { most: closingNoteMaximumLength }),
      credit_stands: t('case.credit_stands'),
      still_listed: t('case.still_listed'),
      still_locked: t('case.still_locked'),
    },
    stale: t('case.stale_title'),
    staleText: isTheirs ? words('kept') : t('case.stale_close'),
  }
}
