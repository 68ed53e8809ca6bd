import { getLocale } from 'next-intl/server'
import { type Reader, writtenLocale } from '#lib/i18n/format.ts'

/** Who reads this page: the language of the request, the lender's clock, one moment for everything on the page. */
export async function readerOf(lender: { timeZone: string }): Promise<Reader> {
  return {
    locale: writtenLocale(await getLocale()),
    timeZone: lender.timeZone,
    now: Temporal.Now.instant(),
  }
}
