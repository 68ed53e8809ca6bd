import { daysOf, type OpeningSpan, weekdays } from './opening-hours.ts'

/** Whether somebody is there. `always`: day and night. */
export type Openness =
  | { state: 'always' }
  | { state: 'open'; until: Temporal.Instant }
  | { state: 'closed'; opensAt: Temporal.Instant }

/** Whether it is open now and what comes next, by the clock of `timeZone`; undefined: nobody has said any hours. */
export function opennessAt(
  spans: readonly OpeningSpan[],
  { now, timeZone }: { now: Temporal.Instant; timeZone: string },
): Openness | undefined {
  if (spans.length === 0) return undefined
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const open = joined(
    Array.from({ length: 10 }, (_, index) => today.add({ days: index - 1 })).flatMap((day) =>
      timesOn(day, spans, timeZone),
    ),
  )
  const at = now.epochMilliseconds
  const next = open.find(({ until }) => until.epochMilliseconds > at)
  if (!next) return undefined
  if (next.from.epochMilliseconds > at) return { state: 'closed', opensAt: next.from }
  const isEndless = next.until.since(now).total('hours') > 7 * 24
  return isEndless ? { state: 'always' } : { state: 'open', until: next.until }
}

type Time = { from: Temporal.Instant; until: Temporal.Instant }

function timesOn(day: Temporal.PlainDate, spans: readonly OpeningSpan[], timeZone: string): Time[] {
  const weekday = weekdays[day.dayOfWeek - 1]
  const at = (on: Temporal.PlainDate, time: string) =>
    on.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
  return spans
    .filter((span) => weekday !== undefined && daysOf(span).includes(weekday))
    .map(({ opens, closes }) => ({
      from: at(day, opens),
      until: closes === '00:00' ? at(day.add({ days: 1 }), '00:00') : at(day, closes),
    }))
}

// What ends when the next begins has no pause in it.
function joined(times: readonly Time[]): Time[] {
  const inOrder = times.toSorted((one, other) => Temporal.Instant.compare(one.from, other.from))
  const whole: Time[] = []
  for (const time of inOrder) {
    const last = whole.at(-1)
    if (last && Temporal.Instant.compare(time.from, last.until) <= 0) {
      if (Temporal.Instant.compare(time.until, last.until) > 0) last.until = time.until
    } else whole.push({ ...time })
  }
  return whole
}
