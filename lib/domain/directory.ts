import { isStillValid } from '#lib/domain/identity/contact.ts'
import type { Answer } from '#lib/domain/lock/screens.ts'
import { hoursAt, type OpeningHours } from '#lib/domain/opening-hours.ts'
import {
  type DirectoryEntry,
  type DirectoryPolicy,
  type EntryKind,
  entryKinds,
} from '#lib/domain/policy/directory-policy.ts'

export type ShownEntry = DirectoryEntry & { opening: OpeningHours }

/** The entries that somebody has looked at lately, those of the lender's own country first. */
export function shownEntries(
  { directory, country }: { directory: DirectoryPolicy; country: string | null },
  today: Temporal.PlainDate,
): ShownEntry[] {
  const { entries, hours, validDays } = directory
  return entries
    .filter(({ checkedOn }) => isStillValid(Temporal.PlainDate.from(checkedOn), validDays, today))
    .map((entry) => ({ ...entry, opening: hoursAt(hours, { name: entry.name }) }))
    .toSorted((one, other) => rank(one, country) - rank(other, country))
}

function rank(entry: DirectoryEntry, country: string | null): number {
  const isAbroad = country !== null && entry.country !== country
  return entryKinds.indexOf(entry.kind) + (isAbroad ? entryKinds.length : 0)
}

/** How long an entry is still shown. `soon`: the desk is told; `over`: it is hidden. */
export type Checked = { state: 'good' | 'soon' | 'over'; until: Temporal.PlainDate }

export function checkedStateOf(
  { checkedOn }: Pick<DirectoryEntry, 'checkedOn'>,
  { validDays, warnDays }: Pick<DirectoryPolicy, 'validDays' | 'warnDays'>,
  today: Temporal.PlainDate,
): Checked {
  const until = Temporal.PlainDate.from(checkedOn).add({ days: validDays })
  const left = today.until(until).days
  return { state: left < 0 ? 'over' : left < warnDays ? 'soon' : 'good', until }
}

type Wanted = { kinds: readonly EntryKind[]; maker?: string }

const ours = { kinds: ['lender_hotline', 'lender_shop'] } as const satisfies Wanted
const makersOf = (maker: string): Wanted => ({ kinds: ['maker', 'service_centre'], maker })

const wantedOn: Record<Answer, Wanted> = {
  payment: ours,
  'knox-guard': ours,
  offline: ours,
  sim: { kinds: ['carrier', 'network_unlock'] },
  google: { kinds: ['maker', 'service_centre'] },
  xiaomi: makersOf('xiaomi'),
  apple: makersOf('apple'),
  samsung: makersOf('samsung'),
  lost: { kinds: ['maker'] },
  pin: { kinds: ['service_centre', 'lender_shop'] },
  stolen: { kinds: ['lender_hotline', 'carrier'] },
  none: { kinds: ['lender_hotline', 'lender_shop', 'service_centre'] },
  reset: { kinds: ['lender_hotline', 'maker'] },
}

/** Whom one asks about what a phone's screen says; of the phone's own maker where that is known. */
export function entriesFor(
  entries: readonly ShownEntry[],
  screen: Answer,
  brand?: string,
): ShownEntry[] {
  const { kinds, maker = brand && makerOf(brand) } = wantedOn[screen]
  return entries.filter(
    (entry) =>
      kinds.includes(entry.kind) &&
      (maker === undefined || entry.brand === undefined || makerOf(entry.brand) === maker),
  )
}

const sameMaker: Record<string, string> = {
  redmi: 'xiaomi',
  poco: 'xiaomi',
  mi: 'xiaomi',
  iphone: 'apple',
}

/** Who makes the phones of a brand, for comparing. */
export function makerOf(brand: string): string {
  const name = brand.trim().toLowerCase()
  return sameMaker[name] ?? name
}

/**
 * The lender's own number stands once: where an entry has it, that one tells more of it, by the hours of the help line unless it
 * has its own.
 */
export function ownLine(
  entries: readonly ShownEntry[],
  call: { phone: string; hours: OpeningHours } | undefined,
): { entries: ShownEntry[]; isOwnLineListed: boolean } {
  const isOwn = ({ phone }: ShownEntry) =>
    call !== undefined && phone !== undefined && digitsOf(phone) === digitsOf(call.phone)
  return {
    entries: entries.map((entry) =>
      call && isOwn(entry) && entry.opening.spans.length === 0
        ? { ...entry, opening: call.hours }
        : entry,
    ),
    isOwnLineListed: entries.some(isOwn),
  }
}

function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '')
}
