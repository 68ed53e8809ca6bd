import { z } from 'zod'
import { readSeen, type Seen } from '#app/desk/acts/read-seen.ts'
import { oneOf } from '#app/form-values.ts'
import {
  type AskedOpen,
  type Doubt,
  doubtAbout,
  type Opening,
  openingsOf,
  waysToKnowOf,
} from '#lib/domain/lock/by-hand.ts'
import { formatDayAndTime, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export type Opened = Seen & { opening: Opening }

type About = { asked: AskedOpen; reader: Reader }
type Read = { faults: Record<string, string>; opened: Opened | undefined }

const openingForm = (openings: readonly Opening[]) => z.object({ opening: oneOf(openings) })

/** What was typed about an open phone, or what is wrong with it. */
export async function readOpened(typed: Record<string, string>, about: About): Promise<Read> {
  const t = await getTranslations('desk-unlocks')
  const { asked, reader } = about
  const [ways, noteFault] = [waysToKnowOf(asked.intent), t('opened.fault.note')]
  const { faults, seen } = await readSeen(typed, { ways, noteFault, reader })
  const { opening } = openingForm(openingsOf(asked.intent)).parse(typed)
  if (!opening) faults.opening = t('opened.fault.opening')
  if (!seen || !opening) return { faults, opened: undefined }
  const opened = { ...seen, opening }
  const doubt = doubtAbout(opened, asked, reader.now)
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
