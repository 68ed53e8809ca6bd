import type { Phone } from '#lib/demo/mdm/phone.ts'
import { regional } from '#lib/demo/mdm/screen.ts'
import { type Html, html } from './html.ts'

const formats: Record<'time' | 'date', Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { weekday: 'short', day: 'numeric', month: 'short' },
}

/** The phone's own clock; the page's script keeps it going. */
export function clock({ locale, timeZone }: Phone, show: 'time' | 'date'): Html {
  const text = new Intl.DateTimeFormat(regional[locale], { ...formats[show], timeZone }).format(
    Date.now(),
  )
  return html`<time data-clock="${show}" data-zone="${timeZone}" data-locale="${regional[locale]}">${text}</time>`
}
