export const dayParts = ['any', 'morning', 'afternoon', 'evening'] as const
export type DayPart = (typeof dayParts)[number]

type Hours = { from: number; until: number }

const whole: Record<Exclude<DayPart, 'any'>, Hours> = {
  morning: { from: 0, until: 12 },
  afternoon: { from: 12, until: 17 },
  evening: { from: 17, until: 24 },
}

/** The parts of a day that can be chosen: each within the hours at which the lender may ask for something. */
export function partsWithin(allowed: Hours): { part: DayPart; hours: Hours }[] {
  return dayParts
    .map((part) => ({ part, hours: part === 'any' ? allowed : common(allowed, whole[part]) }))
    .filter(({ hours }) => hours.from < hours.until)
}

/** What is kept of a chosen part: the part itself, so that it follows the lender's hours when they change. */
export function hoursOfPart(part: DayPart): Hours | null {
  return part === 'any' ? null : whole[part]
}

export function partOf(hours: Hours | null): DayPart {
  const part = dayParts.find((one) => one !== 'any' && whole[one].from === hours?.from)
  return part ?? 'any'
}

function common(one: Hours, other: Hours): Hours {
  return { from: Math.max(one.from, other.from), until: Math.min(one.until, other.until) }
}
