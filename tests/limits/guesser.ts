import { randomUUID } from 'node:crypto'
import type { Way } from '#lib/accounts/challenge.ts'
import { openBrowser } from '#lib/http/browser.ts'
import { limitCodes } from '#lib/staff/sign-in-limits.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { passHours } from '#tests/support/pass-hours.ts'
import { codeSent, visitor } from './visitor.ts'

/** What a guesser with any number of addresses and every name of an account may do in one day, and his chance in it. */
type Guesser = {
  codesMade: number
  shortGuesses: number
  longGuesses: number
  appGuesses: number
  chance: { codes: number; recoveryCodes: number; links: number; staff: number; all: number }
}

export const mostChance = 1 / 10_000

// More than any database would take.
const guessesPerSecond = 10_000
const perDay = guessesPerSecond * 24 * 60 * 60
const codesOnSheet = 8

/**
 * The worst day: it begins where one day's limits are all but over and the next begin, so that both days' are used.
 * Every guess that is let through is made with the real code of the portal; each counts what it would be right with.
 */
export async function guessingDay(): Promise<Guesser> {
  const lender = await givenLender()
  const loan = await givenLoan(lender, [['2026-11-01', 100_00n]], {
    number: 77,
    phone: '+94771234567',
    nominatedPhone: '+94771110000',
  })
  const names = [
    ...[loan.loanNumber, loan.loanNumber.toLowerCase(), loan.loanNumber.replace('-', ' – ')],
    ...[loan.imei, `${loan.imei}/01`, '+94771234567', '077 111 0000', 'nimali77@mail.example'],
  ]
  const made = { codesMade: 0, shortGuesses: 0, longGuesses: 0 }
  const staffId = randomUUID()
  let appGuesses = 0
  for (const _ of ['the last minutes of one day', 'the next']) {
    appGuesses += await appGuessesUntilRefused(staffId)
    await guessAllDay(lender.id, names, made)
  }
  return { ...made, appGuesses, chance: chanceOf({ ...made, appGuesses }) }
}

type Made = Pick<Guesser, 'codesMade' | 'shortGuesses' | 'longGuesses'>

// Codes are spaced: he waits for the next of every way, with every name, an hour at a time.
async function guessAllDay(lenderId: string, names: string[], made: Made): Promise<void> {
  for (let hour = 0; hour < 24; hour += 1) {
    for (const way of ['email', 'sms', 'lock_screen'] as const)
      await guessUntilRefused({ lenderId, names, way }, made)
    await passHours(1)
  }
}

type Door = { lenderId: string; names: string[]; way: Way }

let addresses = 0

async function guessUntilRefused({ lenderId, names, way }: Door, made: Made): Promise<void> {
  for (let idle = 0, turn = 0; idle < names.length; turn += 1) {
    // From a new address and in a new browser each time.
    addresses += 1
    const address = `2001:db8:${addresses.toString(16)}::/64`
    const { begin, ask, type } = visitor(lenderId, { address, browser: openBrowser(undefined) })
    const challenge = await begin(names[turn % names.length] ?? '')
    if (!challenge) throw new Error('a new address was refused')
    await ask(challenge, way)
    const code = await codeSent(challenge.id)
    if (!code) {
      idle += 1
      continue
    }
    made.codesMade += 1
    const guess = [...code].map((digit) => (Number(digit) + 1) % 10).join('')
    let verdict = await type(challenge, guess)
    for (; !verdict.ok && verdict.refusal === 'wrong'; verdict = await type(challenge, guess)) {
      if (code.length === 6) made.shortGuesses += 1
      else made.longGuesses += 1
    }
  }
}

async function appGuessesUntilRefused(staffId: string): Promise<number> {
  let guesses = 0
  for (let idle = 0; idle < 10; ) {
    const limit = await limitCodes({ sessionId: randomUUID(), staffId, knownBrowser: undefined })
    if (limit.ok) guesses += 1
    else idle += 1
  }
  return guesses
}

function chanceOf({
  shortGuesses,
  longGuesses,
  appGuesses,
}: Omit<Guesser, 'chance' | 'codesMade'>) {
  const chance = {
    codes: shortGuesses / 10 ** 6 + longGuesses / 10 ** 9,
    recoveryCodes: (perDay * codesOnSheet) / 2 ** 60,
    links: perDay / 2 ** 256,
    // As if the password were known: three codes of the app are right at any moment.
    staff: (appGuesses * 3) / 10 ** 6,
  }
  return { ...chance, all: Object.values(chance).reduce((sum, one) => sum + one) }
}
