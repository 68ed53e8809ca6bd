import { getLocale } from 'next-intl/server'
import { Fragment, use } from 'react'
import type { OpeningHours } from '#lib/domain/opening-hours.ts'
import { writtenLocale } from '#lib/i18n/format.ts'
import { writtenHours } from '#lib/i18n/opening-hours-text.ts'

type Props = { of: OpeningHours; className?: string }

/** When somebody is there, in the reader's language. Nothing where nobody has said it. */
export function Hours({ of, className }: Props) {
  const text = writtenHours(of, writtenLocale(use(getLocale())))
  if (text === '') return null
  return (
    <bdi className={className}>{of.spans.length === 0 ? text : text.split(' ').map(whole)}</bdi>
  )
}

// From a time to a time stands on one line.
function whole(word: string, index: number) {
  return (
    <Fragment key={index}>
      {index > 0 && ' '}
      <span className="whitespace-nowrap">{word}</span>
    </Fragment>
  )
}
