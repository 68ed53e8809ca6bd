import { z } from 'zod'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { keptText } from '#lib/domain/kept-text.ts'
import { parseAmount } from '#lib/domain/money/money.ts'
import { parseDay } from '#lib/domain/typed-day.ts'
import { ownPath } from '#lib/http/own-form.ts'

// The fields that forms are made of. A schema of them stands beside each form, and reads what its action is sent.

/** The id of a record, or of one that is to be made. */
export const id = z.string().refine(isUuid)

// What a field holds; empty where nothing was sent, or a file.
const sent = z.string().catch('')

/** What nobody shows again, to the letter. */
export const secret = sent

/** What was typed, as it can be kept to be shown again: so never without a bound. */
export const typedText = (most: number) => sent.transform((text) => keptText(text).slice(0, most))

/** The same without what surrounds it. */
export const text = (most: number) => sent.transform((text) => keptText(text).trim().slice(0, most))

/** A short line. Nobody means a longer one, and its beginning would be something else. */
export const line = (most: number) => z.string().max(most).transform(keptText)

/** What one of our readers makes of what people type; refused where that is nothing. */
export const readBy = <Value>(read: (typed: string) => Value | undefined) =>
  sent.transform((typed, { issues }) => {
    const value = read(typed)
    if (value !== undefined) return value
    issues.push({ code: 'custom', input: typed })
    return z.NEVER
  })

export const day = readBy(parseDay)

/** An amount in minor units, as people write it; `locale`: in which the page speaks. */
export const amountIn = (currency: string, locale: string) =>
  readBy((typed) => parseAmount(typed, currency, locale))

/** A whole number as our own pages write it into a form or an address: minor units, or the place of a line. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt)

/** The same of what the page showed; undefined when it is not told. */
export const seenNumber = wholeNumber.optional().catch(undefined)

/** Which version of a record the page showed. */
export const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)

/** One of these words; undefined when none of them was chosen. */
export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  z.enum(words).optional().catch(undefined)

export const ticked = oneOf(['yes']).transform((word) => word === 'yes')

/** Where to go afterwards: a path of this host at or below `under`. */
export const pathOr = (otherwise: string, under?: string) =>
  sent.transform((path) => ownPath(path, otherwise, under))
