import { type Phone, phoneKey, showsLockScreen } from '#lib/demo/mdm/phone.ts'
import { type Happening, happeningList } from './happenings.ts'
import { type Html, html } from './html.ts'
import { type Link, layout, masthead } from './layout.ts'
import type { Switch } from './part.ts'
import { phoneCard } from './phone-card.ts'
import { staffPanel } from './staff-panel.ts'
import { switchPanel } from './switch-panel.ts'

const shownAtMost = 60

type Filter = { lender: string; search: string; show: string }

type PhonesView = {
  phones: Phone[]
  filter: Filter
  links: Link[]
  switches: Switch[]
  happenings: readonly Happening[]
  now: Temporal.Instant
}

export function phonesPage(view: PhonesView): Html {
  const found = view.phones.filter((phone) => matches(phone, view.filter))
  return layout({
    title: 'The outside world',
    body: html`${masthead(view.links)}<div class="world">
      <aside><details class="panel" open><summary>What goes wrong today</summary>${switchPanel(view.switches)}</details>
        <details class="panel" open><summary>Staff of the lenders</summary>${staffPanel(view.filter.lender, view.now)}</details>
        <details class="panel wire" open><summary>On the wire</summary>${happeningList(view.happenings)}</details></aside>
      <main>${filterForm(view)}
        <p class="soft count" role="status">${countOf(found.length, view.phones.length)}</p>
        <div class="grid">${found.slice(0, shownAtMost).map((phone) => phoneCard(phone, view.now))}</div></main></div>`,
  })
}

export function phonePage(
  phone: Phone,
  view: { links: Link[]; bare: boolean; now: Temporal.Instant },
): Html {
  const card = phoneCard(phone, view.now)
  const title = `${phone.brand} ${phone.model}`
  if (view.bare)
    return layout({
      title,
      bare: true,
      body: html`<main class="single"><h1 class="unseen">${title}</h1>${card}</main>`,
    })
  return layout({ title, body: html`${masthead(view.links)}<main class="single">${card}</main>` })
}

function matches(phone: Phone, { lender, search, show }: Filter): boolean {
  if (lender && phone.lenderSlug !== lender) return false
  if (show === 'locked' && !showsLockScreen(phone)) return false
  if (show === 'open' && showsLockScreen(phone)) return false
  if (show === 'offline' && phone.online) return false
  const text = `${phone.brand} ${phone.model} ${phone.imei ?? ''} ${phone.lenderName} ${phoneKey(phone)}`
  return text.toLowerCase().includes(search.trim().toLowerCase())
}

function filterForm({ phones, filter }: PhonesView): Html {
  const lenders = new Map(phones.map(({ lenderSlug, lenderName }) => [lenderSlug, lenderName]))
  const options = (all: [string, string][], chosen: string) =>
    all.map(
      ([value, label]) =>
        html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${label}</option>`,
    )
  return html`<form class="filter" method="get" role="search">
    <label><span>Lender</span><select name="lender">${options([['', 'All lenders'], ...lenders], filter.lender)}</select></label>
    <label><span>Show</span><select name="show">${options(
      [
        ['', 'All phones'],
        ['locked', 'Locked'],
        ['open', 'Open'],
        ['offline', 'Offline'],
      ],
      filter.show,
    )}</select></label>
    <label class="grow"><span>Search</span><input type="search" name="search" value="${filter.search}" placeholder="Model, IMEI or id"></label>
    <button>Find</button></form>`
}

function countOf(found: number, all: number): string {
  if (all === 0) return 'No phones are enrolled yet.'
  const shown = found > shownAtMost ? `, the first ${shownAtMost} shown: search to narrow` : ''
  return found === all ? `${all} phones${shown}` : `${found} of ${all} phones${shown}`
}
