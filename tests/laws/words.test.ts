import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { languages, messagesOf, sentencesOf } from './messages.ts'
import { harshWords } from './words.ts'

// A mark that others have set, and the lists that they keep, are named as they name them: whoever sees one must find it again,
// and be told whom to ask.
const isWhatOthersSay = (key: string) =>
  /\bscreens\.stolen\.|^statements\.registers\.|^visit\.(?:lock|ask)\.stolen$/.test(key)

describe('4. Nobody is shamed', () => {
  test.for(languages)('no word in %s blames, threatens or shames', async (language) => {
    const sentences = sentencesOf(await messagesOf(language))
    expect(sentences.length).toBeGreaterThan(100)
    const harsh = sentences.filter(([, said]) => harshWords[language].test(said))
    expect(harsh.filter(([key]) => !isWhatOthersSay(key))).toEqual([])
  })

  test('the word lists do find what they look for', () => {
    expect(harshWords.en.test('You are a debtor')).toBe(true)
    expect(harshWords.es.test('Cliente moroso')).toBe(true)
    expect(harshWords.ar.test('أنت مدين')).toBe(true)
  })
})

describe('5. A person is one step away', () => {
  const money = {
    en: /money|paid/i,
    es: /dinero|cobrad|registr|a salvo|llegó/i,
    ar: /مال|وصل/,
  }
  const failing = [
    'failed',
    'expired',
    'cancelled',
    'set_aside',
    'given_back',
    'late',
    'with_person',
    'stopped',
    'locked_again',
  ]

  test.for(languages)('in %s every failing page says whether money was taken', async (language) => {
    const { payment } = await messagesOf(language)
    const { headline, lead } = payment as Record<'headline' | 'lead', Record<string, string>>
    for (const state of failing)
      expect(`${headline[state]}. ${lead[state]}`, state).toMatch(money[language])
  })

  test.for(languages)(
    'in %s every notice names whom to call, and the reference',
    async (language) => {
      const { notices } = await messagesOf(language)
      const { footer } = notices as { footer: string }
      for (const part of ['{helpPhone}', '{reference}', '{helpHours}'])
        expect(footer).toContain(part)
    },
  )
})

/** What docs/words.md has another word for now, and how the old one was written. */
const oldWords: Record<string, RegExp> = {
  'audit log': /journal/i,
  plan: /restructuring/i,
  'goodwill credit': /apolog/i,
  mismatch: /strangeness/i,
  duplicate: /twins?\b|Twin/,
  // An index of the database keeps its name: nobody reads it but PostgreSQL.
  'validity, progress, arrears': /(?<!out|under|notwith|statements_)standing/i,
  'basis, cause, eligibility': /(?<!back|play|under|--|bad-|good-|wait-)ground/i,
  'may be locked': /by_the_books|ByTheBooks/,
  'paid for':
    /\bas bought\b|\b(?:const|let) bought = (?!await getTranslations)|\bbought\.[a-z]\w+ /,
  'end, waive': /\b\w*[lL]etGo|let_go/,
  encrypted: /\b(?:un)?seal(?:s|ed|ing)?\b|Sealed/i,
  'requeue, heartbeat': /wakeDue|proofOfLife/,
  'no unlock in progress': /nobodyIsOnIt/,
  'request unlock': /askToOpen|openAsBooked|openHeldPhone|\bopenPhone\b/,
}

describe('one word for one thing', () => {
  // Migrations are what they were when they ran.
  const historical = /^lib\/db\/migrations\/|^tests\/db\/words-migration\.test\.ts$/
  const written = globSync(
    '{{app,components,lib,tests}/**/*.{ts,tsx,sql},messages/**/*.json}',
  ).filter((file) => !historical.test(file) && file !== 'tests/laws/words.test.ts')

  test.for(Object.entries(oldWords))('what is %s now is never called %s', ([, old]) => {
    expect(written.length).toBeGreaterThan(1_500)
    const lines = written.flatMap((file) =>
      [file, ...readFileSync(file, 'utf8').split('\n')]
        .filter((line) => old.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
    expect(lines).toEqual([])
  })

  test.for([
    ['duplicate', 'await followTwin(tx, booked)', 'a between'],
    ['validity, progress, arrears', 'const standing = standingOf(x)', 'outstandingMinor'],
    ['basis, cause, eligibility', 'other-grounds.test.ts', 'background: var(--ground)'],
    ['paid for', 'from unlocks as bought', "I bought this: getTranslations('bought')"],
    ['encrypted', 'function decryptOwn(sealed: Buffer)', 'a sea lion'],
    ['end, waive', 'mayBeLetGo', 'let it go'],
  ] as const)('%s: finds %j and leaves %j', ([now, old, other]) => {
    expect(oldWords[now]?.test(old)).toBe(true)
    expect(oldWords[now]?.test(other)).toBe(false)
  })
})
