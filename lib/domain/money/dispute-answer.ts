/** What can come of what a borrower said is wrong. */
export const outcomes = ['upheld', 'partly_upheld', 'not_upheld'] as const
export type Outcome = (typeof outcomes)[number]

export const answerMaximumLength = 2_000

export type DisputeAnswer = { outcome: Outcome; answer: string }
export type AnswerFaults = { outcome?: 'choose_one'; answer?: 'missing' | 'too_long' }
type AnswerReading = ({ ok: true } & DisputeAnswer) | { ok: false; faults: AnswerFaults }

/** Reads what was chosen and written: both are needed, for the borrower gets both. */
export function readAnswer(typed: { outcome: string; answer: string }): AnswerReading {
  const outcome = outcomes.find((name) => name === typed.outcome)
  const answer = typed.answer.replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
  const faults: AnswerFaults = {
    ...(!outcome && { outcome: 'choose_one' }),
    ...(answer === '' && { answer: 'missing' }),
    ...(answer.length > answerMaximumLength && { answer: 'too_long' }),
  }
  if (!outcome || faults.answer) return { ok: false, faults }
  return { ok: true, outcome, answer }
}
