import { keptLonger } from '#app/desk/kept-away.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { closingNoteMaximumLength } from '#lib/cases/change-case.ts'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { reachOf } from '#lib/domain/identity/contact.ts'
import { lastDayOf, longestUntil } from '#lib/domain/lock/hold.ts'
import { answerMaximumLength, outcomes } from '#lib/domain/money/dispute-answer.ts'
import { activeHolds } from '#lib/holds/queries.ts'
import { formatDay, isolated, type Reader } from '#lib/i18n/format.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { answer } from './actions.ts'
import { AnswerForm, type AnswerFormProps, type AnswerWords } from './answer-form.tsx'

type Props = { found: CaseFacts; reader: Reader; form: Omit<AnswerFormProps, 'words' | 'send'> }

export async function AnswerDispute({ found, reader, form }: Props) {
  const words = { ...(await formWords(found)), lock: await lockText(found, reader) }
  const t = await getTranslations('desk-disputes')
  const staleText = t(form.isTheirs ? 'kept' : 'stale')
  return <AnswerForm {...form} words={{ ...words, staleText }} send={answer} />
}

async function formWords({
  borrowerLocale,
  borrowerEmail: email,
  nominatedPhone,
}: CaseFacts): Promise<Omit<AnswerWords, 'lock' | 'staleText'>> {
  const reach = reachOf({ email, nominatedPhone })
  const t = await getTranslations('desk-disputes')
  const desk = await getTranslations('desk')
  const choices = outcomes.map((name) => ({
    name,
    label: t(`choice.${name}.label`),
    hint: t(`choice.${name}.hint`),
  }))
  const language = isolated(languageNames[borrowerLocale ?? 'en'])
  return {
    title: t('title'),
    outcome: t('outcome'),
    choices,
    answer: {
      label: t('answer'),
      hint: [t('answer_hint', { reach }), t('language', { language })].join(' '),
    },
    note: { label: t('note'), hint: desk('case.note_hint') },
    summary: t('summary'),
    faults: {
      outcome_choose_one: t('fault.outcome'),
      answer_missing: t('fault.missing'),
      answer_too_long: t('fault.too_long', { most: answerMaximumLength }),
      note_too_long: desk('case.note_too_long', { most: closingNoteMaximumLength }),
    },
    send: t('send'),
    stale: desk('case.stale_title'),
  }
}

async function lockText({ id, loanId }: CaseFacts, reader: Reader): Promise<string> {
  const t = await getTranslations('desk-disputes')
  const { lender } = await requireStaff()
  const holds = loanId ? await activeHolds(database(), loanId, reader.now) : []
  const isHeld = holds.some(({ causeId }) => causeId === id)
  const until = longestUntil(lender.policy, 'dispute_answered', reader)
  const day = formatDay(lastDayOf(until, reader.timeZone), reader, 'long')
  const said = t(isHeld ? 'held' : 'not_held', { day })
  const longer = loanId && (await keptLonger({ loanId, causeId: id, reader }, until))
  return longer ? `${said} ${longer}` : said
}

export async function GivenAnswer({ found, reader }: { found: CaseFacts; reader: Reader }) {
  const t = await getTranslations('desk-disputes')
  const { outcome, answer, openUntil } = found
  if (!outcome) return null
  const past = openUntil ?? reader.now
  const longer =
    found.loanId && (await keptLonger({ loanId: found.loanId, causeId: found.id, reader }, past))
  return (
    <Card>
      <h2>{t('given')}</h2>
      <dl className="flex flex-col gap-2">
        <Row term={t('outcome')}>{t(`choice.${outcome}.label`)}</Row>
        {openUntil && (
          <Row term={t('open_until')}>
            {formatDay(lastDayOf(openUntil, reader.timeZone), reader, 'long')}
          </Row>
        )}
      </dl>
      <blockquote
        dir="auto"
        className="border-s-4 border-line ps-4 whitespace-pre-line wrap-anywhere"
      >
        {answer}
      </blockquote>
      {!openUntil && <p className="text-small text-soft">{t('not_left_open')}</p>}
      {longer && <p className="text-small text-soft">{longer}</p>}
    </Card>
  )
}
