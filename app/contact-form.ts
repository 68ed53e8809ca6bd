import { z } from 'zod'
import { dayParts, hoursOfPart } from '#lib/domain/contact-hours.ts'
import { languages } from '#lib/domain/languages.ts'

/** What a borrower, or staff on their word, choose of what we send; `usual` where there is only one way. */
export const contactForm = z
  .object({
    channel: z.enum(['usual', 'email', 'sms', 'both']),
    part: z.enum(dayParts),
    locale: z.enum(languages),
    reminders: z.enum(['send', 'stop']),
  })
  .transform(({ channel, part, locale, reminders }) => ({
    channel: channel === 'usual' ? null : channel,
    hours: hoursOfPart(part),
    locale,
    isStopped: reminders === 'stop',
  }))
