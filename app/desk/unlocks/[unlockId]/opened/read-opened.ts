import { readDay } from '#app/desk/loans/[loanId]/acts/cash/read-cash.ts'
import {
  type AskedOpen,
  type Doubt,
  doubtAbout,
  momentOf,
  openingsOf,
  type SeenOpen,
  waysToKnowOf,
} from '#lib/domain/opened-by-hand.ts'
import { formatDayAndTime, type Reader } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

export type Opened = SeenOpen & { note: string }

type About = { asked: AskedOpen; reader: Reader }
type Read = { faults: Record<string, string>; opened: Opened | undefined }

/** What was typed about an open phone, or what is wrong with it. */
export async function readOpened(typed: Record<string, string>, about: About): Promise<Read> {
  const t = await getTranslations('desk-unlocks')
  const { intent } = about.asked
  const { note = '' } = typed
  const knownBy = waysToKnowOf(intent).find((way) => way === typed.knownBy)
  const opening = openingsOf(intent).find((one) => one === typed.opening)
  const [day, time] = [readDay(typed.day), readTime(typed.time)]
  const faults: Record<string, string> = {}
  if (!knownBy) faults.knownBy = t('opened.fault.known_by')
  if (!opening) faults.opening = t('opened.fault.opening')
  if (!day) faults.day = t('opened.fault.day')
  if (!time) faults.time = t('opened.fault.time')
  if (note === '') faults.note = t('opened.fault.note')
  if (!knownBy || !opening || !day || !time || note === '') return { faults, opened: undefined }
  const { timeZone, now } = about.reader
  const minute = day.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
  const opened = { knownBy, opening, seenAt: momentOf(minute, now), note }
  const doubt = doubtAbout(opened, about.asked, now)
  return doubt ? { faults: await doubtIn(doubt, about), opened: undefined } : { faults, opened }
}

const fieldOf: Record<Doubt, 'time' | 'opening' | 'knownBy'> = {
  in_the_future: 'time',
  before_the_request: 'time',
  after_its_end: 'time',
  less_than_asked: 'opening',
  not_to_be_known_so: 'knownBy',
}

/** What keeps somebody's word from counting, at the field that it is about. */
export async function doubtIn(
  doubt: Doubt,
  { asked, reader }: About,
): Promise<Record<string, string>> {
  const t = await getTranslations('desk-unlocks')
  const { intent, requestedAt } = asked
  const words = {
    asked: formatDayAndTime(requestedAt, reader),
    until: intent.kind === 'until' ? formatDayAndTime(intent.relockAt, reader) : '',
  }
  const text =
    doubt === 'less_than_asked'
      ? t(`opened.fault.less_than_asked.${intent.kind}`, words)
      : t(`opened.fault.${doubt}`, words)
  return { [fieldOf[doubt]]: text }
}

function readTime(text = ''): Temporal.PlainTime | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text) ?? []
  if (!hour || !minute || Number(hour) > 23 || Number(minute) > 59) return undefined
  return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) })
}
