import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'

type Reporting = LenderPolicy['reporting']
export type ReportedWay = keyof Reporting['reported']

/** What the lender says it reports, in the reader's language, else in its own; undefined: it says nothing, and so do we. */
export function reportedWords(
  { reported }: Reporting,
  way: ReportedWay,
  { reader, lender }: { reader: string; lender: string },
): { text: string; language: string } | undefined {
  const words: Record<string, string | undefined> = reported[way] ?? {}
  for (const language of [reader, lender]) {
    const text = words[language]
    if (text) return { text, language }
  }
  return undefined
}
