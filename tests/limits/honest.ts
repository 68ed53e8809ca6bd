import { openBrowser } from '#lib/http/browser.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { codeSent, visitor } from './visitor.ts'

type Honest = {
  people: number
  cameIn: number
  wentAway: number
  refused: number
  mistypedNames: number
  mistypedCodes: number
  codesAskedFor: number
  longCodes: number
}

const inStep = 25

/**
 * People behind one address, a carrier's network or a shop's counter, within one hour: everybody asks for a code before
 * anybody types one. Every third mistypes the name first, every fourth asks again, every fourth mistypes a code, every
 * tenth gives up.
 */
export async function honestHour(people: number): Promise<Honest> {
  const lender = await givenLender()
  const found: Honest = {
    people,
    cameIn: 0,
    wentAway: 0,
    refused: 0,
    mistypedNames: 0,
    mistypedCodes: 0,
    codesAskedFor: 0,
    longCodes: 0,
  }
  const crowd = []
  for (let number = 0; number < people; number += 1) {
    const { loanNumber } = await givenLoan(lender, [['2026-11-01', 100_00n]], { number })
    crowd.push(await person(lender.id, { number, loanNumber, found }))
  }
  await together(crowd, ({ askForCode }) => askForCode())
  await together(crowd, ({ comeIn }) => comeIn())
  return found
}

async function together<T>(crowd: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < crowd.length; at += inStep)
    await Promise.all(crowd.slice(at, at + inStep).map(act))
}

type Who = { number: number; loanNumber: string; found: Honest }

async function person(lenderId: string, { number, loanNumber, found }: Who) {
  const place = { address: '198.51.100.7', browser: openBrowser(undefined) }
  const { begin, ask, type } = visitor(lenderId, place)
  let challenge: Awaited<ReturnType<typeof begin>>

  async function askOnce(): Promise<void> {
    found.codesAskedFor += 1
    if (!challenge || !(await ask(challenge))) found.refused += 1
  }

  async function askForCode(): Promise<void> {
    if (number % 3 === 0) {
      found.mistypedNames += 1
      challenge = await begin(`${loanNumber}9`)
      await askOnce()
    }
    challenge = await begin(loanNumber)
    await askOnce()
    if (number % 4 === 1) await askOnce()
  }

  async function comeIn(): Promise<void> {
    if (number % 10 === 9) {
      found.wentAway += 1
      return
    }
    const code = challenge && (await codeSent(challenge.id))
    if (!challenge || !code) {
      found.refused += 1
      return
    }
    if (code.length === 9) found.longCodes += 1
    if (number % 4 === 2) {
      found.mistypedCodes += 1
      const swapped = `${code[1]}${code[0]}${code.slice(2)}`
      if (swapped !== code) await type(challenge, swapped)
    }
    if ((await type(challenge, code)).ok) found.cameIn += 1
    else found.refused += 1
  }

  return { askForCode, comeIn }
}
