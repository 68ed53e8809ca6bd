import type { Locator, Page } from '@playwright/test'

/**
 * What a way through the portal asks of a person, and how long that takes by the keystroke-level model (Card, Moran and Newell,
 * 1980), with times for a touch screen: one touch 1.1 s; one character on the screen's keyboard 0.42 s; one decision on each new
 * screen 1.35 s; reading 0.25 s a word of its heading and of what is touched; fetching a code from mail or a text 8 s.
 */
export type Effort = {
  screens: number
  touches: number
  characters: number
  words: number
  codes: number
}

const seconds = { touch: 1.1, character: 0.42, decision: 1.35, word: 0.25, code: 8 }

export function secondsOf({ screens, touches, characters, words, codes }: Effort): number {
  return (
    touches * seconds.touch +
    characters * seconds.character +
    screens * seconds.decision +
    words * seconds.word +
    codes * seconds.code
  )
}

/** A person at a page, who is counted. */
export function personAt(page: Page) {
  const effort: Effort = { screens: 0, touches: 0, characters: 0, words: 0, codes: 0 }
  const read = async (what: Locator) => {
    effort.words += ((await what.textContent()) ?? '').trim().split(/\s+/).length
  }
  return {
    effort,
    async arriveAt(heading: string | RegExp): Promise<void> {
      const title = page.getByRole('heading', { level: 1 }).filter({ hasText: heading })
      await title.waitFor()
      effort.screens += 1
      await read(title)
    },
    async touch(what: Locator): Promise<void> {
      await read(what)
      await what.click()
      effort.touches += 1
    },
    async choose(radio: Locator): Promise<void> {
      await read(radio.locator('xpath=ancestor::label'))
      await radio.check()
      effort.touches += 1
    },
    async type(field: Locator, text: string): Promise<void> {
      const isReady = await field.evaluate((box) => box === document.activeElement)
      await field.fill(text)
      if (!isReady) effort.touches += 1
      effort.characters += text.replace(/[\s/]/g, '').length
    },
    fetchCode(): void {
      effort.codes += 1
    },
  }
}
